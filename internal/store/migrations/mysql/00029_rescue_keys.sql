-- +goose Up
CREATE TABLE IF NOT EXISTS rescue_keys (
    bureau_id VARCHAR(36) NOT NULL PRIMARY KEY,
    id VARCHAR(36) NOT NULL,
    private_key TEXT NOT NULL,
    made_at DATETIME(3) NOT NULL
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
