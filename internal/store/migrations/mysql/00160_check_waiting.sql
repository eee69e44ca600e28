-- +goose Up
-- What a check waits for, apart from its record: lists of what is due and the board read this and not whole records. The
-- program fills it for the checks that stand here, when it has brought the tables up to date.
CREATE TABLE IF NOT EXISTS check_waiting (
    check_id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    doc MEDIUMTEXT NOT NULL
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
