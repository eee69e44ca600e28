-- +goose Up
-- The state of a target's check stands on the target: lists and sums of a plan read no checks.
SET @ddl = (SELECT IF(COUNT(*) > 0, 'DO 0', 'ALTER TABLE plan_targets ADD COLUMN check_state VARCHAR(20) NOT NULL DEFAULT '''', ADD KEY plan_targets_open (bureau_id, check_state, section_id)') FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'plan_targets' AND column_name = 'check_state');
PREPARE widen FROM @ddl;
EXECUTE widen;
DEALLOCATE PREPARE widen;
UPDATE plan_targets SET check_state = COALESCE((SELECT c.state FROM checks c WHERE c.id = plan_targets.check_id AND c.bureau_id = plan_targets.bureau_id), '') WHERE check_id <> '';
