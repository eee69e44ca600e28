-- +goose Up
-- The index of the archive: a line for each closed check, and until when its case file is kept.
CREATE TABLE archived (
    check_id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    closed_on TEXT NOT NULL,
    keep_until TEXT NOT NULL,
    keep_years INTEGER NOT NULL,
    keep_rule TEXT NOT NULL,
    keep_basis TEXT NOT NULL,
    contents TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX archived_closed ON archived (bureau_id, closed_on, check_id);
CREATE INDEX archived_until ON archived (bureau_id, keep_until, check_id);
