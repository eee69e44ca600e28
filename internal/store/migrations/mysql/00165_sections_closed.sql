-- +goose Up
-- A section that was wound up keeps its name for what it did; nobody and nothing new comes to it.
SET @ddl = (SELECT IF(COUNT(*) > 0, 'DO 0', 'ALTER TABLE sections ADD COLUMN closed INT NOT NULL DEFAULT 0') FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'sections' AND column_name = 'closed');
PREPARE widen FROM @ddl;
EXECUTE widen;
DEALLOCATE PREPARE widen;
