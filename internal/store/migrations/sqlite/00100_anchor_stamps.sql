-- +goose Up
-- The time-stamps (RFC 3161) over published roots, each a token in base64 as the service gave it.
CREATE TABLE anchor_stamps (
    bureau_id TEXT NOT NULL,
    day TEXT NOT NULL,
    token TEXT NOT NULL,
    made_at DATETIME NOT NULL,
    PRIMARY KEY (bureau_id, day)
);
