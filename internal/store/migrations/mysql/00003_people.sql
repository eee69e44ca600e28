-- +goose Up
CREATE TABLE IF NOT EXISTS people (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    username VARCHAR(128) NOT NULL,
    password_hash VARCHAR(200) NOT NULL,
    name VARCHAR(100) NOT NULL,
    role VARCHAR(20) NOT NULL,
    section_id VARCHAR(36) NOT NULL,
    enterprise_id VARCHAR(36) NOT NULL,
    town VARCHAR(100) NOT NULL,
    unit VARCHAR(200) NOT NULL,
    post VARCHAR(100) NOT NULL,
    phone VARCHAR(40) NOT NULL,
    cert_number VARCHAR(60) NOT NULL,
    cert_valid_until VARCHAR(10) NOT NULL,
    active INTEGER NOT NULL,
    created_at DATETIME(3) NOT NULL,
    updated_at DATETIME(3) NOT NULL,
    UNIQUE KEY people_username (username),
    KEY people_bureau (bureau_id, role, name)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
