-- +goose Up
CREATE TABLE IF NOT EXISTS plan_targets (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    plan_id VARCHAR(36) NOT NULL,
    enterprise_id VARCHAR(36) NOT NULL,
    source VARCHAR(10) NOT NULL,
    class VARCHAR(100) NOT NULL,
    month INTEGER NOT NULL,
    section_id VARCHAR(36) NOT NULL,
    planned_on VARCHAR(10) NOT NULL,
    lead_id VARCHAR(36) NOT NULL,
    assistant_id VARCHAR(36) NOT NULL,
    why VARCHAR(300) NOT NULL,
    check_id VARCHAR(36) NOT NULL,
    draw_id VARCHAR(36) NOT NULL,
    cancelled VARCHAR(300) NOT NULL,
    version BIGINT NOT NULL,
    KEY plan_targets_plan (plan_id, month, section_id),
    KEY plan_targets_section (bureau_id, section_id, planned_on),
    KEY plan_targets_enterprise (enterprise_id),
    KEY plan_targets_check (check_id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
