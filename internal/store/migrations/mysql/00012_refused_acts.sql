-- +goose Up
CREATE TABLE IF NOT EXISTS refused_acts (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    check_id VARCHAR(36) NOT NULL,
    actor_id VARCHAR(36) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    code VARCHAR(60) NOT NULL,
    sum BINARY(32) NOT NULL,
    problem TEXT NOT NULL,
    deed MEDIUMTEXT NOT NULL,
    refused_at DATETIME(3) NOT NULL,
    KEY refused_acts_check (check_id, refused_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
