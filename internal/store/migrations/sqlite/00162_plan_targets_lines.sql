-- +goose Up
-- Everything a plan's sums are made of, enterprise by enterprise.
CREATE INDEX plan_targets_lines ON plan_targets (bureau_id, plan_id, enterprise_id, source, class, month, section_id, cancelled, check_state);
