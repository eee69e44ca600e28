-- +goose Up
CREATE TABLE notices (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    check_id TEXT NOT NULL,
    made_at DATETIME NOT NULL,
    read_at DATETIME
);
CREATE INDEX notices_person ON notices (person_id, made_at);
