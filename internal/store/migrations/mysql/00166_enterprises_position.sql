-- +goose Up
-- Where an enterprise is stands in columns of its own: a board lays thousands of checks by nearness and reads nothing else of
-- their enterprises for it.
SET @ddl = (SELECT IF(COUNT(*) > 0, 'DO 0', 'ALTER TABLE enterprises ADD COLUMN lat DOUBLE NULL, ADD COLUMN lng DOUBLE NULL') FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'enterprises' AND column_name = 'lat');
PREPARE widen FROM @ddl;
EXECUTE widen;
DEALLOCATE PREPARE widen;
UPDATE enterprises SET lat = JSON_EXTRACT(detail, '$.position.lat'), lng = JSON_EXTRACT(detail, '$.position.lng') WHERE lat IS NULL AND detail LIKE '%"position"%';
