-- +goose Up
CREATE TABLE bureaus (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    abbrev TEXT NOT NULL,
    visit_cap INTEGER NOT NULL,
    created_at DATETIME NOT NULL
) WITHOUT ROWID;
