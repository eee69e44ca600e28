-- +goose Up
CREATE TABLE IF NOT EXISTS check_files (
    check_id VARCHAR(36) NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    bureau_id VARCHAR(36) NOT NULL,
    size BIGINT NOT NULL,
    content_type VARCHAR(100) NOT NULL,
    PRIMARY KEY (check_id, sha256),
    KEY check_files_file (bureau_id, sha256)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
