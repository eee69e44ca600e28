-- +goose Up
-- What an import has read and nobody has taken in yet is of the same columns as the register.
SET @ddl = (SELECT IF(COUNT(*) > 0, 'DO 0', 'ALTER TABLE register_import_rows ADD COLUMN lat DOUBLE NULL, ADD COLUMN lng DOUBLE NULL') FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'register_import_rows' AND column_name = 'lat');
PREPARE widen FROM @ddl;
EXECUTE widen;
DEALLOCATE PREPARE widen;
UPDATE register_import_rows SET lat = JSON_EXTRACT(detail, '$.position.lat'), lng = JSON_EXTRACT(detail, '$.position.lng') WHERE lat IS NULL AND detail LIKE '%"position"%';
