-- +goose Up
-- What a plan's sums, its lists of targets and the board ask of every enterprise they name: they read this and not the rows.
CREATE INDEX enterprises_brief ON enterprises (id, bureau_id, town, industry, name, risk, visit_cap, lat, lng);
