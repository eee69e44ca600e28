-- +goose Up
CREATE TABLE check_phones (
    check_id TEXT NOT NULL,
    device TEXT NOT NULL,
    person_id TEXT NOT NULL,
    bureau_id TEXT NOT NULL,
    name TEXT NOT NULL,
    waiting_acts INTEGER NOT NULL,
    waiting_photos INTEGER NOT NULL,
    waiting_bytes INTEGER NOT NULL,
    last_act_at DATETIME,
    heard_at DATETIME NOT NULL,
    PRIMARY KEY (check_id, device, person_id)
) WITHOUT ROWID;
