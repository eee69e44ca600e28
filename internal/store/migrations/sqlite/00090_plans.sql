-- +goose Up
CREATE TABLE plans (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    year INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    doc TEXT NOT NULL,
    updated_at DATETIME NOT NULL
);
CREATE INDEX plans_bureau ON plans (bureau_id, year, kind);
