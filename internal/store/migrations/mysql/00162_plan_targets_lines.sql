-- +goose Up
-- Everything a plan's sums are made of, enterprise by enterprise.
SET @ddl = (SELECT IF(COUNT(*) > 0, 'DO 0', 'CREATE INDEX plan_targets_lines ON plan_targets (bureau_id, plan_id, enterprise_id, source, class, month, section_id, cancelled, check_state)') FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'plan_targets' AND index_name = 'plan_targets_lines');
PREPARE ddl FROM @ddl;
EXECUTE ddl;
DEALLOCATE PREPARE ddl;
