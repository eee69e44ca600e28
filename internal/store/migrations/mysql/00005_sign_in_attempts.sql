-- +goose Up
CREATE TABLE IF NOT EXISTS sign_in_attempts (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    username VARCHAR(128) NOT NULL,
    address VARCHAR(64) NOT NULL,
    tried_at DATETIME(3) NOT NULL,
    KEY sign_in_attempts_username (username, tried_at),
    KEY sign_in_attempts_address (address, tried_at),
    KEY sign_in_attempts_age (tried_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
