-- +goose Up
-- 1: signed, and to be noted for reporting; 2: noted. So that looking for what is to report costs nothing when nothing is.
ALTER TABLE checks ADD COLUMN to_report INTEGER NOT NULL DEFAULT 0;
UPDATE checks SET to_report = CASE WHEN EXISTS (SELECT 1 FROM reports r WHERE r.check_id = checks.id) THEN 2 ELSE 1 END WHERE digest <> '' AND state NOT IN ('open', 'recorded');
CREATE INDEX checks_to_report ON checks (to_report, id);
