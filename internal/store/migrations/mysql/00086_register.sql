-- +goose Up
-- Adding columns twice is an error on MySQL; a migration that was cut short after it is told so by what stands there.
SET @ddl = (SELECT IF(COUNT(*) > 0, 'DO 0', 'ALTER TABLE enterprises ADD COLUMN pinyin VARCHAR(800) NOT NULL DEFAULT '''', ADD COLUMN former VARCHAR(1000) NOT NULL DEFAULT '''', ADD COLUMN industry_code VARCHAR(5) NOT NULL DEFAULT '''', ADD COLUMN risk VARCHAR(10) NOT NULL DEFAULT '''', ADD COLUMN closed INTEGER NOT NULL DEFAULT 0, ADD COLUMN visit_cap INTEGER NOT NULL DEFAULT 0, ADD COLUMN licence_until VARCHAR(10) NOT NULL DEFAULT '''', ADD COLUMN detail VARCHAR(8000) NOT NULL DEFAULT '''', ADD COLUMN version BIGINT NOT NULL DEFAULT 0, ADD KEY enterprises_risk (bureau_id, risk, id), ADD KEY enterprises_expiry (bureau_id, licence_until, id), ADD KEY enterprises_updated (bureau_id, updated_at, id)') FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'enterprises' AND column_name = 'pinyin');
PREPARE widen FROM @ddl;
EXECUTE widen;
DEALLOCATE PREPARE widen;
