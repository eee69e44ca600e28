-- +goose Up
-- Adding a column twice is an error on MySQL; a migration that was cut short after it is told so by what stands there.
SET @ddl = (SELECT IF(COUNT(*) > 0, 'DO 0', 'ALTER TABLE checks ADD COLUMN due_from VARCHAR(10) NOT NULL DEFAULT '''', ADD KEY checks_due (bureau_id, due_from)') FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'checks' AND column_name = 'due_from');
PREPARE widen FROM @ddl;
EXECUTE widen;
DEALLOCATE PREPARE widen;
