-- +goose Up
CREATE TABLE checklists (
    code TEXT NOT NULL,
    version TEXT NOT NULL,
    digest TEXT NOT NULL,
    name TEXT NOT NULL,
    items INTEGER NOT NULL,
    body TEXT NOT NULL,
    published_at DATETIME NOT NULL,
    PRIMARY KEY (code, version)
);
