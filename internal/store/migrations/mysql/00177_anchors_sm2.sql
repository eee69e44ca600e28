-- +goose Up
-- A published root may be signed by a second suite too.
SET @ddl = (SELECT IF(COUNT(*) > 0, 'DO 0', 'ALTER TABLE anchors ADD COLUMN jws_sm2 VARCHAR(2000) NOT NULL DEFAULT ''''') FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'anchors' AND column_name = 'jws_sm2');
PREPARE widen FROM @ddl;
EXECUTE widen;
DEALLOCATE PREPARE widen;
