-- +goose Up
CREATE TABLE IF NOT EXISTS devices (
    id VARCHAR(64) NOT NULL PRIMARY KEY,
    device_id VARCHAR(36) NOT NULL,
    bureau_id VARCHAR(36) NOT NULL,
    person_id VARCHAR(36) NOT NULL,
    name VARCHAR(120) NOT NULL,
    algorithm VARCHAR(40) NOT NULL,
    spki VARCHAR(400) NOT NULL,
    session_id VARCHAR(36) NOT NULL,
    enrolled_at DATETIME(3) NOT NULL,
    ended_at DATETIME(3),
    revoked_at DATETIME(3),
    revoked_by VARCHAR(36) NOT NULL,
    revoked_reason VARCHAR(400) NOT NULL,
    last_seen_at DATETIME(3),
    UNIQUE (person_id, device_id, id),
    UNIQUE (bureau_id, id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
