-- +goose Up
CREATE TABLE people (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    username TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    section_id TEXT NOT NULL,
    enterprise_id TEXT NOT NULL,
    town TEXT NOT NULL,
    unit TEXT NOT NULL,
    post TEXT NOT NULL,
    phone TEXT NOT NULL,
    cert_number TEXT NOT NULL,
    cert_valid_until TEXT NOT NULL,
    active INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL
);
CREATE UNIQUE INDEX people_username ON people (username);
CREATE INDEX people_bureau ON people (bureau_id, role, name);
