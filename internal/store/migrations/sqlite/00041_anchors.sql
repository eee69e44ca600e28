-- +goose Up
CREATE TABLE anchors (
    bureau_id TEXT NOT NULL,
    day TEXT NOT NULL,
    seq INTEGER NOT NULL,
    size INTEGER NOT NULL,
    root TEXT NOT NULL,
    jws TEXT NOT NULL,
    made_at DATETIME NOT NULL,
    PRIMARY KEY (bureau_id, day)
);
