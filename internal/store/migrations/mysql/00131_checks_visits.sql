-- +goose Up
-- A year's visits by enterprise, counted in the index: the board and every draw ask for them.
SET @ddl = (SELECT IF(COUNT(*) > 0, 'DO 0', 'CREATE INDEX checks_visits ON checks (bureau_id, visit_year, enterprise_id, planned_on, state)') FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'checks' AND index_name = 'checks_visits');
PREPARE ddl FROM @ddl;
EXECUTE ddl;
DEALLOCATE PREPARE ddl;
