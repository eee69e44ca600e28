-- +goose Up
CREATE TABLE push_endpoints (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    p256dh TEXT NOT NULL,
    auth TEXT NOT NULL,
    made_at DATETIME NOT NULL
);
CREATE INDEX push_endpoints_person ON push_endpoints (person_id, made_at);
