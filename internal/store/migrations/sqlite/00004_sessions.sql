-- +goose Up
CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    created_at DATETIME NOT NULL,
    rotated_at DATETIME NOT NULL,
    expires_at DATETIME NOT NULL,
    revoked_at DATETIME NULL,
    revoked_why TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_person ON sessions (person_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);
