-- +goose Up
CREATE TABLE IF NOT EXISTS sections (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    name VARCHAR(100) NOT NULL,
    sort_no INTEGER NOT NULL,
    KEY sections_bureau (bureau_id, sort_no)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
