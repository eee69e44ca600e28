-- +goose Up
CREATE TABLE IF NOT EXISTS acts (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    check_id VARCHAR(36) NOT NULL,
    case_no INTEGER NOT NULL,
    seq BIGINT NOT NULL,
    kind VARCHAR(40) NOT NULL,
    sum BINARY(32) NOT NULL,
    hash BINARY(32) NOT NULL,
    deed MEDIUMTEXT NOT NULL,
    UNIQUE KEY acts_case (check_id, case_no)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
