-- +goose Up
CREATE TABLE recheck_days (
    check_id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    planned_on TEXT NOT NULL,
    lead_id TEXT NOT NULL,
    assistant_id TEXT NOT NULL,
    why TEXT NOT NULL
);
CREATE INDEX recheck_days_bureau ON recheck_days (bureau_id, planned_on);
