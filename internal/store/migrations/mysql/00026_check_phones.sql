-- +goose Up
CREATE TABLE IF NOT EXISTS check_phones (
    check_id VARCHAR(36) NOT NULL,
    device VARCHAR(64) NOT NULL,
    person_id VARCHAR(36) NOT NULL,
    bureau_id VARCHAR(36) NOT NULL,
    name VARCHAR(60) NOT NULL,
    waiting_acts INTEGER NOT NULL,
    waiting_photos INTEGER NOT NULL,
    waiting_bytes BIGINT NOT NULL,
    last_act_at DATETIME(3) NULL,
    heard_at DATETIME(3) NOT NULL,
    PRIMARY KEY (check_id, device, person_id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
