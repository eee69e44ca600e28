-- +goose Up
CREATE TABLE paper_counters (
    bureau_id TEXT NOT NULL,
    year INTEGER NOT NULL,
    word TEXT NOT NULL,
    serial INTEGER NOT NULL,
    PRIMARY KEY (bureau_id, year, word)
);
