-- +goose Up
-- A plan's targets in the order of the list: a page is read without sorting all of them.
CREATE INDEX plan_targets_list ON plan_targets (bureau_id, plan_id, id);
