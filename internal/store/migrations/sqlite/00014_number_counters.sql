-- +goose Up
CREATE TABLE number_counters (
    bureau_id TEXT NOT NULL,
    year INTEGER NOT NULL,
    serial INTEGER NOT NULL,
    PRIMARY KEY (bureau_id, year)
) WITHOUT ROWID;
