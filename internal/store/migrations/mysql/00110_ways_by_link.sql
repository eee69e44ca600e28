-- +goose Up
-- A link without an account is a way of its own; until now it was one with the account's.
UPDATE bureau_ways SET ways = REPLACE(ways, 'own_phone', 'own_phone,own_link') WHERE ways LIKE '%own_phone%' AND ways NOT LIKE '%own_link%';
