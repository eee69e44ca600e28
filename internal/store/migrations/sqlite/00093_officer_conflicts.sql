-- +goose Up
CREATE TABLE officer_conflicts (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    enterprise_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at DATETIME NOT NULL
);
CREATE INDEX officer_conflicts_bureau ON officer_conflicts (bureau_id, state);
CREATE INDEX officer_conflicts_person ON officer_conflicts (person_id);
