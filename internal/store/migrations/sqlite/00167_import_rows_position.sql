-- +goose Up
-- What an import has read and nobody has taken in yet is of the same columns as the register.
ALTER TABLE register_import_rows ADD COLUMN lat REAL;
ALTER TABLE register_import_rows ADD COLUMN lng REAL;
UPDATE register_import_rows SET lat = JSON_EXTRACT(detail, '$.position.lat'), lng = JSON_EXTRACT(detail, '$.position.lng') WHERE lat IS NULL AND detail LIKE '%"position"%';
