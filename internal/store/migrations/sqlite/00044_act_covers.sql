-- +goose Up
CREATE TABLE act_covers (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    check_id TEXT NOT NULL,
    key_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    prev TEXT NOT NULL,
    head TEXT NOT NULL,
    is_break INTEGER NOT NULL,
    jws TEXT NOT NULL,
    made_at DATETIME NOT NULL,
    UNIQUE (check_id, device_id, person_id, id)
);
