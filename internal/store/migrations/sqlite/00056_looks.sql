-- +goose Up
CREATE TABLE looks (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    day TEXT NOT NULL,
    person_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    person_name TEXT NOT NULL,
    role TEXT NOT NULL,
    times INTEGER NOT NULL,
    first_at DATETIME NOT NULL,
    last_at DATETIME NOT NULL,
    UNIQUE (bureau_id, person_id, day, kind, subject_id)
);
CREATE INDEX looks_first ON looks (bureau_id, first_at, id);
CREATE INDEX looks_subject ON looks (bureau_id, subject_id, first_at);
