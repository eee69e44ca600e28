-- +goose Up
CREATE TABLE IF NOT EXISTS paper_counters (
    bureau_id VARCHAR(36) NOT NULL,
    year INTEGER NOT NULL,
    word VARCHAR(20) NOT NULL,
    serial INTEGER NOT NULL,
    PRIMARY KEY (bureau_id, year, word)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
