-- +goose Up
CREATE TABLE IF NOT EXISTS anchor_stamps (
    bureau_id VARCHAR(36) NOT NULL,
    day VARCHAR(10) NOT NULL,
    token MEDIUMTEXT NOT NULL,
    made_at DATETIME(3) NOT NULL,
    PRIMARY KEY (bureau_id, day)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
