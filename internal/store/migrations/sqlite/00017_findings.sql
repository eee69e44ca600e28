-- +goose Up
CREATE TABLE findings (
    id TEXT NOT NULL,
    bureau_id TEXT NOT NULL,
    check_id TEXT NOT NULL,
    place_no INTEGER NOT NULL,
    checklist TEXT NOT NULL,
    item TEXT NOT NULL,
    text TEXT NOT NULL,
    handling TEXT NOT NULL,
    due_on TEXT NOT NULL,
    major TEXT NOT NULL,
    contested INTEGER NOT NULL,
    corrected INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    PRIMARY KEY (check_id, id)
) WITHOUT ROWID;
CREATE INDEX findings_check ON findings (check_id, place_no);
CREATE INDEX findings_major ON findings (bureau_id, major);
