-- +goose Up
CREATE TABLE order_items (
    check_id TEXT NOT NULL,
    finding_id TEXT NOT NULL,
    bureau_id TEXT NOT NULL,
    order_id TEXT NOT NULL,
    standing TEXT NOT NULL,
    due_on TEXT NOT NULL,
    PRIMARY KEY (check_id, finding_id)
) WITHOUT ROWID;
CREATE INDEX order_items_due ON order_items (bureau_id, standing, due_on);
