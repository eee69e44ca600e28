-- +goose Up
-- A year's visits by enterprise, counted in the index: the board and every draw ask for them.
CREATE INDEX checks_visits ON checks (bureau_id, visit_year, enterprise_id, planned_on, state);
