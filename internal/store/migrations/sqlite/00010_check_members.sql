-- +goose Up
CREATE TABLE check_members (
    check_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    part TEXT NOT NULL,
    bureau_id TEXT NOT NULL,
    until_seq INTEGER NOT NULL,
    PRIMARY KEY (check_id, person_id, part)
) WITHOUT ROWID;
CREATE INDEX check_members_person ON check_members (person_id, until_seq);
