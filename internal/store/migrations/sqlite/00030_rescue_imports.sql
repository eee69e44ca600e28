-- +goose Up
CREATE TABLE rescue_imports (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    pack TEXT NOT NULL,
    author_id TEXT NOT NULL,
    imported_by TEXT NOT NULL,
    began_at DATETIME NOT NULL,
    ended_at DATETIME,
    said TEXT NOT NULL
);
CREATE INDEX rescue_imports_bureau ON rescue_imports (bureau_id, began_at);
