-- +goose Up
CREATE TABLE register_imports (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    state TEXT NOT NULL,
    total INTEGER NOT NULL,
    done INTEGER NOT NULL,
    tally TEXT NOT NULL,
    issues TEXT NOT NULL,
    created_at DATETIME NOT NULL,
    alive_at DATETIME NOT NULL
);
CREATE INDEX register_imports_bureau ON register_imports (bureau_id, created_at);
