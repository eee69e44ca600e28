-- +goose Up
-- One statement of DDL that may be begun again: MySQL keeps what it did although a migration failed.
SET @ddl = (SELECT IF(COUNT(*) > 0, 'DO 0', 'ALTER TABLE links ADD COLUMN order_id VARCHAR(36) NOT NULL DEFAULT ''''') FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'links' AND column_name = 'order_id');
PREPARE ddl FROM @ddl;
EXECUTE ddl;
DEALLOCATE PREPARE ddl;
