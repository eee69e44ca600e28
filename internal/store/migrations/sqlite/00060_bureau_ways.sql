-- +goose Up
CREATE TABLE bureau_ways (
    bureau_id TEXT NOT NULL PRIMARY KEY,
    ways TEXT NOT NULL,
    seq INTEGER NOT NULL
);
