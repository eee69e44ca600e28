-- +goose Up
CREATE TABLE IF NOT EXISTS webhooks (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    name VARCHAR(100) NOT NULL,
    url VARCHAR(1000) NOT NULL,
    secret VARCHAR(200) NOT NULL,
    events TEXT NOT NULL,
    made_by VARCHAR(36) NOT NULL,
    made_by_name VARCHAR(100) NOT NULL,
    made_at DATETIME(3) NOT NULL,
    ended_at DATETIME(3) NULL,
    KEY webhooks_bureau (bureau_id, made_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
