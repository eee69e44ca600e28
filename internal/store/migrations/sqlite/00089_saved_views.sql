-- +goose Up
CREATE TABLE saved_views (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    list TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    created_at DATETIME NOT NULL
);
CREATE INDEX saved_views_person ON saved_views (person_id, list);
