-- +goose Up
CREATE TABLE notice_choices (
    person_id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    choices TEXT NOT NULL,
    updated_at DATETIME NOT NULL
);
