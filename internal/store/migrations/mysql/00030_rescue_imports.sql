-- +goose Up
CREATE TABLE IF NOT EXISTS rescue_imports (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    pack VARCHAR(64) NOT NULL,
    author_id VARCHAR(36) NOT NULL,
    imported_by VARCHAR(36) NOT NULL,
    began_at DATETIME(3) NOT NULL,
    ended_at DATETIME(3),
    said MEDIUMTEXT NOT NULL,
    KEY rescue_imports_bureau (bureau_id, began_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
