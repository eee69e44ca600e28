-- +goose Up
CREATE TABLE IF NOT EXISTS outbox (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    subject VARCHAR(64) NOT NULL,
    target VARCHAR(64) NOT NULL,
    payload MEDIUMTEXT NOT NULL,
    state VARCHAR(16) NOT NULL,
    attempts INT NOT NULL,
    next_at DATETIME(3) NOT NULL,
    lease VARCHAR(36) NOT NULL,
    last_error VARCHAR(300) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    done_at DATETIME(3) NULL,
    KEY outbox_due (state, kind, next_at),
    KEY outbox_bureau (bureau_id, state, created_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
