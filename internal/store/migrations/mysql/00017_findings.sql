-- +goose Up
CREATE TABLE IF NOT EXISTS findings (
    id VARCHAR(36) NOT NULL,
    bureau_id VARCHAR(36) NOT NULL,
    check_id VARCHAR(36) NOT NULL,
    place_no INTEGER NOT NULL,
    checklist VARCHAR(64) NOT NULL,
    item VARCHAR(64) NOT NULL,
    text TEXT NOT NULL,
    handling VARCHAR(20) NOT NULL,
    due_on VARCHAR(10) NOT NULL,
    major VARCHAR(20) NOT NULL,
    contested INTEGER NOT NULL,
    corrected INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    PRIMARY KEY (check_id, id),
    KEY findings_check (check_id, place_no),
    KEY findings_major (bureau_id, major)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
