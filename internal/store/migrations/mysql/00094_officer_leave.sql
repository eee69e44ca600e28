-- +goose Up
CREATE TABLE IF NOT EXISTS officer_leave (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    person_id VARCHAR(36) NOT NULL,
    first_day VARCHAR(10) NOT NULL,
    last_day VARCHAR(10) NOT NULL,
    reason VARCHAR(200) NOT NULL,
    made_by VARCHAR(100) NOT NULL,
    KEY officer_leave_bureau (bureau_id, last_day)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
