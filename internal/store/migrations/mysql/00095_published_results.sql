-- +goose Up
CREATE TABLE IF NOT EXISTS published_results (
    check_id VARCHAR(36) NOT NULL PRIMARY KEY,
    bureau_id VARCHAR(36) NOT NULL,
    draw_id VARCHAR(36) NOT NULL,
    batch VARCHAR(200) NOT NULL,
    item VARCHAR(200) NOT NULL,
    name VARCHAR(200) NOT NULL,
    credit_code VARCHAR(18) NOT NULL,
    officers VARCHAR(300) NOT NULL,
    checked_on VARCHAR(10) NOT NULL,
    result VARCHAR(100) NOT NULL,
    published_on VARCHAR(10) NOT NULL,
    due_on VARCHAR(10) NOT NULL,
    KEY published_results_bureau (bureau_id, published_on)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
