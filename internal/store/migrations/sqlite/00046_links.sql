-- +goose Up
CREATE TABLE links (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    check_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    party TEXT NOT NULL,
    name TEXT NOT NULL,
    post TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    made_by TEXT NOT NULL,
    made_by_name TEXT NOT NULL,
    made_at DATETIME NOT NULL,
    expires_at DATETIME NOT NULL,
    revoked_at DATETIME,
    revoked_by TEXT NOT NULL,
    uses INTEGER NOT NULL,
    last_used_at DATETIME
);
CREATE INDEX links_check ON links (check_id, made_at);
