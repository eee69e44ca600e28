-- +goose Up
CREATE TABLE IF NOT EXISTS reports (
    check_id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    digest VARCHAR(64) NOT NULL,
    signed_at DATETIME(3) NOT NULL,
    state VARCHAR(16) NOT NULL,
    number VARCHAR(100) NOT NULL,
    accepted_at DATETIME(3) NULL,
    sent MEDIUMTEXT NOT NULL,
    theirs MEDIUMTEXT NOT NULL,
    reason VARCHAR(500) NOT NULL,
    confirmed_by VARCHAR(36) NOT NULL,
    confirmed_by_name VARCHAR(100) NOT NULL,
    updated_at DATETIME(3) NOT NULL,
    KEY reports_bureau (bureau_id, state, signed_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
