-- +goose Up
-- A section that was wound up keeps its name for what it did; nobody and nothing new comes to it.
ALTER TABLE sections ADD COLUMN closed INTEGER NOT NULL DEFAULT 0;
