-- +goose Up
CREATE TABLE checks (
    id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    state TEXT NOT NULL,
    reach INTEGER NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    enterprise_id TEXT NOT NULL,
    enterprise_name TEXT NOT NULL,
    town TEXT NOT NULL,
    section_id TEXT NOT NULL,
    section_name TEXT NOT NULL,
    planned_on TEXT NOT NULL,
    visit_year INTEGER NOT NULL,
    lead_id TEXT NOT NULL,
    lead_name TEXT NOT NULL,
    assistant_name TEXT NOT NULL,
    number_year INTEGER NOT NULL,
    number_serial INTEGER NOT NULL,
    number_text TEXT NOT NULL,
    digest TEXT NOT NULL,
    findings INTEGER NOT NULL,
    acts INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    chain_hash TEXT NOT NULL,
    record TEXT NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL
);
CREATE UNIQUE INDEX checks_seq ON checks (bureau_id, last_seq);
CREATE INDEX checks_section ON checks (section_id, last_seq);
CREATE INDEX checks_enterprise ON checks (enterprise_id, visit_year);
