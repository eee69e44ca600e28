-- +goose Up
CREATE TABLE reports (
    check_id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    signed_at DATETIME NOT NULL,
    state TEXT NOT NULL,
    number TEXT NOT NULL,
    accepted_at DATETIME,
    sent TEXT NOT NULL,
    theirs TEXT NOT NULL,
    reason TEXT NOT NULL,
    confirmed_by TEXT NOT NULL,
    confirmed_by_name TEXT NOT NULL,
    updated_at DATETIME NOT NULL
);
CREATE INDEX reports_bureau ON reports (bureau_id, state, signed_at);
