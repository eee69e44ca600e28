-- +goose Up
CREATE TABLE refused_acts (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    check_id TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    sum BLOB NOT NULL,
    problem TEXT NOT NULL,
    deed TEXT NOT NULL,
    refused_at DATETIME NOT NULL
);
CREATE INDEX refused_acts_check ON refused_acts (check_id, refused_at);
