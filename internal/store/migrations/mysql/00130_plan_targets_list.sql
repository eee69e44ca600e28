-- +goose Up
-- A plan's targets in the order of the list: a page is read without sorting all of them.
SET @ddl = (SELECT IF(COUNT(*) > 0, 'DO 0', 'CREATE INDEX plan_targets_list ON plan_targets (bureau_id, plan_id, id)') FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'plan_targets' AND index_name = 'plan_targets_list');
PREPARE ddl FROM @ddl;
EXECUTE ddl;
DEALLOCATE PREPARE ddl;
