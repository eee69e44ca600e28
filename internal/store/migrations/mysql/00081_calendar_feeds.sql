-- +goose Up
CREATE TABLE IF NOT EXISTS calendar_feeds (
    person_id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    token_hash VARCHAR(64) NOT NULL,
    made_at DATETIME(3) NOT NULL,
    last_used_at DATETIME(3) NULL,
    UNIQUE KEY calendar_feeds_token (token_hash)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
