-- +goose Up
CREATE TABLE IF NOT EXISTS officer_conflicts (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    person_id VARCHAR(36) NOT NULL,
    enterprise_id VARCHAR(36) NOT NULL,
    kind VARCHAR(10) NOT NULL,
    reason VARCHAR(500) NOT NULL,
    state VARCHAR(10) NOT NULL,
    decided_by VARCHAR(100) NOT NULL,
    made_by VARCHAR(100) NOT NULL,
    made_at DATETIME(3) NOT NULL,
    KEY officer_conflicts_bureau (bureau_id, state),
    KEY officer_conflicts_person (person_id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
