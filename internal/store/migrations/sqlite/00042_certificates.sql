-- +goose Up
CREATE TABLE certificates (
    kind TEXT NOT NULL PRIMARY KEY,
    certificate TEXT NOT NULL,
    private_key TEXT NOT NULL,
    made_at DATETIME NOT NULL
);
