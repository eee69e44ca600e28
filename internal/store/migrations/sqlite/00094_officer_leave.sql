-- +goose Up
CREATE TABLE officer_leave (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_by TEXT NOT NULL
);
CREATE INDEX officer_leave_bureau ON officer_leave (bureau_id, last_day);
