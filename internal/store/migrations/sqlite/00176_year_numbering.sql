-- +goose Up
-- A year is numbered one way from its first number to its last. Years that have begun are numbered by the chain.
ALTER TABLE number_counters ADD COLUMN numbering TEXT NOT NULL DEFAULT 'chain';
