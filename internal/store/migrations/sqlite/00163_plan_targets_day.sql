-- +goose Up
-- What is laid on the days of a board, for those who see all sections.
CREATE INDEX plan_targets_day ON plan_targets (bureau_id, planned_on);
