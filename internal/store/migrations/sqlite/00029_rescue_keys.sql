-- +goose Up
CREATE TABLE rescue_keys (
    bureau_id TEXT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    private_key TEXT NOT NULL,
    made_at DATETIME NOT NULL
);
