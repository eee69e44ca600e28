-- +goose Up
-- What a check waits for, apart from its record: lists of what is due and the board read this and not whole records. The
-- program fills it for the checks that stand here, when it has brought the tables up to date.
CREATE TABLE check_waiting (
    check_id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    doc TEXT NOT NULL
);
