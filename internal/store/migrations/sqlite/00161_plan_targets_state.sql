-- +goose Up
-- The state of a target's check stands on the target: lists and sums of a plan read no checks.
ALTER TABLE plan_targets ADD COLUMN check_state TEXT NOT NULL DEFAULT '';
UPDATE plan_targets SET check_state = COALESCE((SELECT c.state FROM checks c WHERE c.id = plan_targets.check_id AND c.bureau_id = plan_targets.bureau_id), '') WHERE check_id <> '';
CREATE INDEX plan_targets_open ON plan_targets (bureau_id, check_state, section_id);
