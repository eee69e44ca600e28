-- +goose Up
CREATE TABLE devices (
    id TEXT NOT NULL PRIMARY KEY,
    device_id TEXT NOT NULL,
    bureau_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    name TEXT NOT NULL,
    algorithm TEXT NOT NULL,
    spki TEXT NOT NULL,
    session_id TEXT NOT NULL,
    enrolled_at DATETIME NOT NULL,
    ended_at DATETIME,
    revoked_at DATETIME,
    revoked_by TEXT NOT NULL,
    revoked_reason TEXT NOT NULL,
    last_seen_at DATETIME,
    UNIQUE (person_id, device_id, id),
    UNIQUE (bureau_id, id)
);
