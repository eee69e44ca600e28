-- +goose Up
CREATE TABLE IF NOT EXISTS recheck_days (
    check_id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    planned_on VARCHAR(10) NOT NULL,
    lead_id VARCHAR(36) NOT NULL,
    assistant_id VARCHAR(36) NOT NULL,
    why VARCHAR(300) NOT NULL,
    KEY recheck_days_bureau (bureau_id, planned_on)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
