-- +goose Up
CREATE TABLE IF NOT EXISTS draws (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    plan_id VARCHAR(36) NOT NULL,
    title VARCHAR(200) NOT NULL,
    item VARCHAR(200) NOT NULL,
    state VARCHAR(10) NOT NULL,
    candidates INTEGER NOT NULL,
    wanted INTEGER NOT NULL,
    redraw_of VARCHAR(36) NOT NULL,
    redrawn_as VARCHAR(36) NOT NULL,
    frozen_at DATETIME(3) NOT NULL,
    version BIGINT NOT NULL,
    doc MEDIUMTEXT NOT NULL,
    KEY draws_bureau (bureau_id, frozen_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
