-- +goose Up
CREATE TABLE IF NOT EXISTS enterprises (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    name VARCHAR(200) NOT NULL,
    initials VARCHAR(400) NOT NULL,
    credit_code VARCHAR(18) NOT NULL,
    address VARCHAR(300) NOT NULL,
    town VARCHAR(100) NOT NULL,
    industry VARCHAR(100) NOT NULL,
    flags TEXT NOT NULL,
    legal_person VARCHAR(100) NOT NULL,
    post VARCHAR(100) NOT NULL,
    contact VARCHAR(100) NOT NULL,
    phone VARCHAR(40) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY enterprises_code (bureau_id, credit_code),
    KEY enterprises_name (bureau_id, name, id),
    KEY enterprises_town (bureau_id, town, name)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
