-- +goose Up
CREATE TABLE published_results (
    check_id TEXT NOT NULL PRIMARY KEY,
    bureau_id TEXT NOT NULL,
    draw_id TEXT NOT NULL,
    batch TEXT NOT NULL,
    item TEXT NOT NULL,
    name TEXT NOT NULL,
    credit_code TEXT NOT NULL,
    officers TEXT NOT NULL,
    checked_on TEXT NOT NULL,
    result TEXT NOT NULL,
    published_on TEXT NOT NULL,
    due_on TEXT NOT NULL
);
CREATE INDEX published_results_bureau ON published_results (bureau_id, published_on);
