-- +goose Up
-- On SQLite this is an index over what is asked of every enterprise a plan names; InnoDB keeps rows by this very key, and an
-- index beside them would be one look more.
DO 0;
