-- +goose Up
CREATE TABLE bureau_counters (
    bureau_id TEXT NOT NULL PRIMARY KEY,
    seq INTEGER NOT NULL
) WITHOUT ROWID;
