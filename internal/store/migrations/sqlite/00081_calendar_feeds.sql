-- +goose Up
CREATE TABLE calendar_feeds (
    person_id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    made_at DATETIME NOT NULL,
    last_used_at DATETIME
);
