-- +goose Up
CREATE TABLE files (
    bureau_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    uploaded_by TEXT NOT NULL,
    claimed INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    PRIMARY KEY (bureau_id, sha256)
) WITHOUT ROWID;
CREATE INDEX files_unclaimed ON files (claimed, created_at);
