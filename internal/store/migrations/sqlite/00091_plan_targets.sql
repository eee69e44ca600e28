-- +goose Up
CREATE TABLE plan_targets (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    enterprise_id TEXT NOT NULL,
    source TEXT NOT NULL,
    class TEXT NOT NULL,
    month INTEGER NOT NULL,
    section_id TEXT NOT NULL,
    planned_on TEXT NOT NULL,
    lead_id TEXT NOT NULL,
    assistant_id TEXT NOT NULL,
    why TEXT NOT NULL,
    check_id TEXT NOT NULL,
    draw_id TEXT NOT NULL,
    cancelled TEXT NOT NULL,
    version INTEGER NOT NULL
);
CREATE INDEX plan_targets_plan ON plan_targets (plan_id, month, section_id);
CREATE INDEX plan_targets_section ON plan_targets (bureau_id, section_id, planned_on);
CREATE INDEX plan_targets_enterprise ON plan_targets (enterprise_id);
CREATE INDEX plan_targets_check ON plan_targets (check_id);
