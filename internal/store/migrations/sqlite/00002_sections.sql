-- +goose Up
CREATE TABLE sections (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    name TEXT NOT NULL,
    sort_no INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sections_bureau ON sections (bureau_id, sort_no);
