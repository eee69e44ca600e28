-- +goose Up
ALTER TABLE links ADD COLUMN order_id TEXT NOT NULL DEFAULT '';
