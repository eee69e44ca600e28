-- +goose Up
CREATE TABLE IF NOT EXISTS order_items (
    check_id VARCHAR(36) NOT NULL,
    finding_id VARCHAR(36) NOT NULL,
    bureau_id VARCHAR(36) NOT NULL,
    order_id VARCHAR(36) NOT NULL,
    standing VARCHAR(20) NOT NULL,
    due_on VARCHAR(10) NOT NULL,
    PRIMARY KEY (check_id, finding_id),
    KEY order_items_due (bureau_id, standing, due_on)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
