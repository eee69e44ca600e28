-- +goose Up
CREATE TABLE IF NOT EXISTS register_imports (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    person_id VARCHAR(36) NOT NULL,
    file_name VARCHAR(200) NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    state VARCHAR(10) NOT NULL,
    total INTEGER NOT NULL,
    done INTEGER NOT NULL,
    tally VARCHAR(2000) NOT NULL,
    issues MEDIUMTEXT NOT NULL,
    created_at DATETIME(3) NOT NULL,
    alive_at DATETIME(3) NOT NULL,
    KEY register_imports_bureau (bureau_id, created_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
