-- +goose Up
CREATE TABLE draws (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    title TEXT NOT NULL,
    item TEXT NOT NULL,
    state TEXT NOT NULL,
    candidates INTEGER NOT NULL,
    wanted INTEGER NOT NULL,
    redraw_of TEXT NOT NULL,
    redrawn_as TEXT NOT NULL,
    frozen_at DATETIME NOT NULL,
    version INTEGER NOT NULL,
    doc TEXT NOT NULL
);
CREATE INDEX draws_bureau ON draws (bureau_id, frozen_at);
