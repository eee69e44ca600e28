-- +goose Up
CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    target TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_at DATETIME NOT NULL,
    lease TEXT NOT NULL,
    last_error TEXT NOT NULL,
    created_at DATETIME NOT NULL,
    done_at DATETIME
);
CREATE INDEX outbox_due ON outbox (state, kind, next_at);
CREATE INDEX outbox_bureau ON outbox (bureau_id, state, created_at);
