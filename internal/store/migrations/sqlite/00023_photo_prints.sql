-- +goose Up
CREATE TABLE photo_prints (
    bureau_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    state INTEGER NOT NULL,
    print TEXT NOT NULL,
    band_0 INTEGER NOT NULL,
    band_1 INTEGER NOT NULL,
    band_2 INTEGER NOT NULL,
    band_3 INTEGER NOT NULL,
    PRIMARY KEY (bureau_id, sha256)
) WITHOUT ROWID;
CREATE INDEX photo_prints_state ON photo_prints (state);
CREATE INDEX photo_prints_band_0 ON photo_prints (bureau_id, band_0);
CREATE INDEX photo_prints_band_1 ON photo_prints (bureau_id, band_1);
CREATE INDEX photo_prints_band_2 ON photo_prints (bureau_id, band_2);
CREATE INDEX photo_prints_band_3 ON photo_prints (bureau_id, band_3);
