-- +goose Up
CREATE TABLE invitations (
    id TEXT NOT NULL,
    check_id TEXT NOT NULL,
    bureau_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    expires_at DATETIME NOT NULL,
    until_seq INTEGER NOT NULL,
    PRIMARY KEY (check_id, id)
) WITHOUT ROWID;
CREATE INDEX invitations_person ON invitations (person_id, until_seq);
