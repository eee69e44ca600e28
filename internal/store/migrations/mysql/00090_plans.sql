-- +goose Up
CREATE TABLE IF NOT EXISTS plans (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    year INTEGER NOT NULL,
    kind VARCHAR(10) NOT NULL,
    title VARCHAR(200) NOT NULL,
    state VARCHAR(10) NOT NULL,
    version BIGINT NOT NULL,
    doc MEDIUMTEXT NOT NULL,
    updated_at DATETIME(3) NOT NULL,
    KEY plans_bureau (bureau_id, year, kind)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
