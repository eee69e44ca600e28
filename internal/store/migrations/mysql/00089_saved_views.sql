-- +goose Up
CREATE TABLE IF NOT EXISTS saved_views (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    person_id VARCHAR(36) NOT NULL,
    list VARCHAR(20) NOT NULL,
    name VARCHAR(100) NOT NULL,
    query VARCHAR(2000) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    KEY saved_views_person (person_id, list)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
