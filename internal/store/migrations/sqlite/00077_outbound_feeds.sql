-- +goose Up
CREATE TABLE outbound_feeds (
    bureau_id TEXT NOT NULL PRIMARY KEY,
    seq INTEGER NOT NULL
);
