-- +goose Up
CREATE TABLE IF NOT EXISTS links (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    check_id VARCHAR(36) NOT NULL,
    purpose VARCHAR(16) NOT NULL,
    party VARCHAR(32) NOT NULL,
    name VARCHAR(100) NOT NULL,
    post VARCHAR(100) NOT NULL,
    token_hash VARCHAR(64) NOT NULL,
    made_by VARCHAR(36) NOT NULL,
    made_by_name VARCHAR(100) NOT NULL,
    made_at DATETIME(3) NOT NULL,
    expires_at DATETIME(3) NOT NULL,
    revoked_at DATETIME(3) NULL,
    revoked_by VARCHAR(36) NOT NULL,
    uses INT NOT NULL,
    last_used_at DATETIME(3) NULL,
    UNIQUE KEY links_token (token_hash),
    KEY links_check (check_id, made_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
