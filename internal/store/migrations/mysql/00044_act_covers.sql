-- +goose Up
CREATE TABLE IF NOT EXISTS act_covers (
    id VARCHAR(64) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    check_id VARCHAR(36) NOT NULL,
    key_id VARCHAR(64) NOT NULL,
    device_id VARCHAR(36) NOT NULL,
    person_id VARCHAR(36) NOT NULL,
    prev VARCHAR(64) NOT NULL,
    head VARCHAR(64) NOT NULL,
    is_break INTEGER NOT NULL,
    jws MEDIUMTEXT NOT NULL,
    made_at DATETIME(3) NOT NULL,
    UNIQUE (check_id, device_id, person_id, id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
