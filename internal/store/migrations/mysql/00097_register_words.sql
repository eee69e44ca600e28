-- +goose Up
-- On SQLite this is an index over all that a search looks at; MySQL's indexes end at 3,072 bytes, so there is none here.
DO 0;
