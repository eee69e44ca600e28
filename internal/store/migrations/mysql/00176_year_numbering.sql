-- +goose Up
-- A year is numbered one way from its first number to its last. Years that have begun are numbered by the chain.
SET @ddl = (SELECT IF(COUNT(*) > 0, 'DO 0', 'ALTER TABLE number_counters ADD COLUMN numbering VARCHAR(20) NOT NULL DEFAULT ''chain''') FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'number_counters' AND column_name = 'numbering');
PREPARE widen FROM @ddl;
EXECUTE widen;
DEALLOCATE PREPARE widen;
