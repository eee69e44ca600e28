-- +goose Up
CREATE TABLE acts (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    check_id TEXT NOT NULL,
    case_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    sum BLOB NOT NULL,
    hash BLOB NOT NULL,
    deed TEXT NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX acts_case ON acts (check_id, case_no);
