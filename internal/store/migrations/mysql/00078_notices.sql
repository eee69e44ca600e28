-- +goose Up
CREATE TABLE IF NOT EXISTS notices (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    person_id VARCHAR(36) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    check_id VARCHAR(36) NOT NULL,
    made_at DATETIME(3) NOT NULL,
    read_at DATETIME(3) NULL,
    KEY notices_person (person_id, made_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
