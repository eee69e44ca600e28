-- +goose Up
CREATE TABLE IF NOT EXISTS push_endpoints (
    id VARCHAR(64) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    person_id VARCHAR(36) NOT NULL,
    endpoint VARCHAR(1000) NOT NULL,
    p256dh VARCHAR(200) NOT NULL,
    auth VARCHAR(100) NOT NULL,
    made_at DATETIME(3) NOT NULL,
    KEY push_endpoints_person (person_id, made_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
