-- +goose Up
-- Everything by which a list of checks is narrowed or searched, in the order in which it is listed: rows are read only of
-- those that are shown. When a check was touched stands behind its record in the row, so it is read here too.
CREATE INDEX checks_list ON checks (bureau_id, last_seq, state, section_id, town, enterprise_id, enterprise_name, number_text, updated_at, id);
