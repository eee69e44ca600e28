-- +goose Up
ALTER TABLE checks ADD COLUMN due_from TEXT NOT NULL DEFAULT '';
CREATE INDEX checks_due ON checks (bureau_id, due_from);
