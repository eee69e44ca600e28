-- +goose Up
CREATE TABLE IF NOT EXISTS invitations (
    id VARCHAR(36) NOT NULL,
    check_id VARCHAR(36) NOT NULL,
    bureau_id VARCHAR(36) NOT NULL,
    person_id VARCHAR(36) NOT NULL,
    expires_at DATETIME(3) NOT NULL,
    until_seq BIGINT NOT NULL,
    PRIMARY KEY (check_id, id),
    KEY invitations_person (person_id, until_seq)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
