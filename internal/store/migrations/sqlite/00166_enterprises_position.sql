-- +goose Up
-- Where an enterprise is stands in columns of its own: a board lays thousands of checks by nearness and reads nothing else of
-- their enterprises for it.
ALTER TABLE enterprises ADD COLUMN lat REAL;
ALTER TABLE enterprises ADD COLUMN lng REAL;
UPDATE enterprises SET lat = JSON_EXTRACT(detail, '$.position.lat'), lng = JSON_EXTRACT(detail, '$.position.lng') WHERE lat IS NULL AND detail LIKE '%"position"%';
