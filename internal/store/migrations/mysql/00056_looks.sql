-- +goose Up
CREATE TABLE IF NOT EXISTS looks (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    day VARCHAR(10) NOT NULL,
    person_id VARCHAR(36) NOT NULL,
    kind VARCHAR(20) NOT NULL,
    subject_id VARCHAR(36) NOT NULL,
    person_name VARCHAR(100) NOT NULL,
    role VARCHAR(20) NOT NULL,
    times BIGINT NOT NULL,
    first_at DATETIME(3) NOT NULL,
    last_at DATETIME(3) NOT NULL,
    UNIQUE KEY looks_once (bureau_id, person_id, day, kind, subject_id),
    KEY looks_first (bureau_id, first_at, id),
    KEY looks_subject (bureau_id, subject_id, first_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
