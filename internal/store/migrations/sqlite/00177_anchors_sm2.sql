-- +goose Up
-- A published root may be signed by a second suite too.
ALTER TABLE anchors ADD COLUMN jws_sm2 TEXT NOT NULL DEFAULT '';
