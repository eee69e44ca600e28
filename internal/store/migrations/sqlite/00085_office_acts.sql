-- +goose Up
CREATE TABLE office_acts (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    sum BLOB NOT NULL,
    hash BLOB NOT NULL,
    deed TEXT NOT NULL
);
CREATE UNIQUE INDEX office_acts_subject ON office_acts (subject_id, no);
