-- +goose Up
CREATE TABLE signing_keys (
    id TEXT NOT NULL PRIMARY KEY,
    private_key TEXT NOT NULL,
    made_at DATETIME NOT NULL,
    ends_at DATETIME NOT NULL
) WITHOUT ROWID;
