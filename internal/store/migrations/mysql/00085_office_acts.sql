-- +goose Up
CREATE TABLE IF NOT EXISTS office_acts (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    subject VARCHAR(20) NOT NULL,
    subject_id VARCHAR(36) NOT NULL,
    no INTEGER NOT NULL,
    seq BIGINT NOT NULL,
    kind VARCHAR(40) NOT NULL,
    sum BINARY(32) NOT NULL,
    hash BINARY(32) NOT NULL,
    deed MEDIUMTEXT NOT NULL,
    UNIQUE KEY office_acts_subject (subject_id, no)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
