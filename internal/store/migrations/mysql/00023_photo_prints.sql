-- +goose Up
CREATE TABLE IF NOT EXISTS photo_prints (
    bureau_id VARCHAR(36) NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    state INTEGER NOT NULL,
    print VARCHAR(16) NOT NULL,
    band_0 INTEGER NOT NULL,
    band_1 INTEGER NOT NULL,
    band_2 INTEGER NOT NULL,
    band_3 INTEGER NOT NULL,
    PRIMARY KEY (bureau_id, sha256),
    KEY photo_prints_state (state),
    KEY photo_prints_band_0 (bureau_id, band_0),
    KEY photo_prints_band_1 (bureau_id, band_1),
    KEY photo_prints_band_2 (bureau_id, band_2),
    KEY photo_prints_band_3 (bureau_id, band_3)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
