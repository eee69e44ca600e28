-- +goose Up
-- What is laid on the days of a board, for those who see all sections.
SET @ddl = (SELECT IF(COUNT(*) > 0, 'DO 0', 'CREATE INDEX plan_targets_day ON plan_targets (bureau_id, planned_on)') FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'plan_targets' AND index_name = 'plan_targets_day');
PREPARE ddl FROM @ddl;
EXECUTE ddl;
DEALLOCATE PREPARE ddl;
