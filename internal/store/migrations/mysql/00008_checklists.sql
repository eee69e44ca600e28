-- +goose Up
CREATE TABLE IF NOT EXISTS checklists (
    code VARCHAR(64) NOT NULL,
    version VARCHAR(64) NOT NULL,
    digest VARCHAR(64) NOT NULL,
    name VARCHAR(200) NOT NULL,
    items INTEGER NOT NULL,
    body LONGTEXT NOT NULL,
    published_at DATETIME(3) NOT NULL,
    PRIMARY KEY (code, version)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
