-- +goose Up
CREATE TABLE IF NOT EXISTS check_members (
    check_id VARCHAR(36) NOT NULL,
    person_id VARCHAR(36) NOT NULL,
    part VARCHAR(20) NOT NULL,
    bureau_id VARCHAR(36) NOT NULL,
    until_seq BIGINT NOT NULL,
    PRIMARY KEY (check_id, person_id, part),
    KEY check_members_person (person_id, until_seq)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
