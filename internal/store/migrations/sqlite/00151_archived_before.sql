-- +goose Up
-- Checks that were closed before there was an index; '?' marks those whose line the program writes when it has brought
-- the tables up to date: SQL cannot read it out of the record.
INSERT INTO archived (check_id, bureau_id, closed_on, keep_until, keep_years, keep_rule, keep_basis, contents)
SELECT c.id, c.bureau_id, '?', '?', 0, '', '', '{}' FROM checks c WHERE c.state = 'closed' AND NOT EXISTS (SELECT 1 FROM archived a WHERE a.check_id = c.id);
