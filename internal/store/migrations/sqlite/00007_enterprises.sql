-- +goose Up
CREATE TABLE enterprises (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    name TEXT NOT NULL,
    initials TEXT NOT NULL,
    credit_code TEXT NOT NULL,
    address TEXT NOT NULL,
    town TEXT NOT NULL,
    industry TEXT NOT NULL,
    flags TEXT NOT NULL,
    legal_person TEXT NOT NULL,
    post TEXT NOT NULL,
    contact TEXT NOT NULL,
    phone TEXT NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL
);
CREATE UNIQUE INDEX enterprises_code ON enterprises (bureau_id, credit_code);
CREATE INDEX enterprises_name ON enterprises (bureau_id, name, id);
CREATE INDEX enterprises_town ON enterprises (bureau_id, town, name);
