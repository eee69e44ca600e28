-- +goose Up
CREATE TABLE IF NOT EXISTS anchors (
    bureau_id VARCHAR(36) NOT NULL,
    day VARCHAR(40) NOT NULL,
    seq BIGINT NOT NULL,
    size INTEGER NOT NULL,
    root VARCHAR(64) NOT NULL,
    jws VARCHAR(2000) NOT NULL,
    made_at DATETIME(3) NOT NULL,
    PRIMARY KEY (bureau_id, day)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
