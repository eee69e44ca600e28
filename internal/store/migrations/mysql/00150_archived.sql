-- +goose Up
-- The index of the archive: a line for each closed check, and until when its case file is kept.
CREATE TABLE IF NOT EXISTS archived (
    check_id VARCHAR(36) NOT NULL,
    bureau_id VARCHAR(36) NOT NULL,
    closed_on VARCHAR(10) NOT NULL,
    keep_until VARCHAR(10) NOT NULL,
    keep_years INT NOT NULL,
    keep_rule VARCHAR(20) NOT NULL,
    keep_basis VARCHAR(1000) NOT NULL,
    contents VARCHAR(1000) NOT NULL,
    PRIMARY KEY (check_id),
    KEY archived_closed (bureau_id, closed_on, check_id),
    KEY archived_until (bureau_id, keep_until, check_id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
