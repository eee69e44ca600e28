-- +goose Up
CREATE TABLE sign_in_attempts (
    id TEXT NOT NULL PRIMARY KEY,
    username TEXT NOT NULL,
    address TEXT NOT NULL,
    tried_at DATETIME NOT NULL
) WITHOUT ROWID;
CREATE INDEX sign_in_attempts_username ON sign_in_attempts (username, tried_at);
CREATE INDEX sign_in_attempts_address ON sign_in_attempts (address, tried_at);
CREATE INDEX sign_in_attempts_age ON sign_in_attempts (tried_at);
