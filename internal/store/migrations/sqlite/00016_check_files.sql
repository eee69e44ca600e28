-- +goose Up
CREATE TABLE check_files (
    check_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bureau_id TEXT NOT NULL,
    size INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    PRIMARY KEY (check_id, sha256)
) WITHOUT ROWID;
CREATE INDEX check_files_file ON check_files (bureau_id, sha256);
