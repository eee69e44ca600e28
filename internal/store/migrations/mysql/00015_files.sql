-- +goose Up
CREATE TABLE IF NOT EXISTS files (
    bureau_id VARCHAR(36) NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    size BIGINT NOT NULL,
    content_type VARCHAR(100) NOT NULL,
    uploaded_by VARCHAR(36) NOT NULL,
    claimed INTEGER NOT NULL,
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (bureau_id, sha256),
    KEY files_unclaimed (claimed, created_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
