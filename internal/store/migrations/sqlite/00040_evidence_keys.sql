-- +goose Up
CREATE TABLE evidence_keys (
    id TEXT NOT NULL PRIMARY KEY,
    algorithm TEXT NOT NULL,
    private_key TEXT NOT NULL,
    made_at DATETIME NOT NULL
);
