-- +goose Up
CREATE TABLE webhooks (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    events TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_by_name TEXT NOT NULL,
    made_at DATETIME NOT NULL,
    ended_at DATETIME
);
CREATE INDEX webhooks_bureau ON webhooks (bureau_id, made_at);
