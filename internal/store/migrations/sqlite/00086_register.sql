-- +goose Up
ALTER TABLE enterprises ADD COLUMN pinyin TEXT NOT NULL DEFAULT '';
ALTER TABLE enterprises ADD COLUMN former TEXT NOT NULL DEFAULT '';
ALTER TABLE enterprises ADD COLUMN industry_code TEXT NOT NULL DEFAULT '';
ALTER TABLE enterprises ADD COLUMN risk TEXT NOT NULL DEFAULT '';
ALTER TABLE enterprises ADD COLUMN closed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE enterprises ADD COLUMN visit_cap INTEGER NOT NULL DEFAULT 0;
ALTER TABLE enterprises ADD COLUMN licence_until TEXT NOT NULL DEFAULT '';
ALTER TABLE enterprises ADD COLUMN detail TEXT NOT NULL DEFAULT '';
ALTER TABLE enterprises ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
CREATE INDEX enterprises_risk ON enterprises (bureau_id, risk, id);
CREATE INDEX enterprises_expiry ON enterprises (bureau_id, licence_until, id);
CREATE INDEX enterprises_updated ON enterprises (bureau_id, updated_at, id);
