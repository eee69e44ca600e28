-- +goose Up
INSERT INTO photo_prints (bureau_id, sha256, state, print, band_0, band_1, band_2, band_3)
SELECT f.bureau_id, f.sha256, 0, '', -1, -1, -1, -1 FROM files f
WHERE NOT EXISTS (SELECT 1 FROM photo_prints p WHERE p.bureau_id = f.bureau_id AND p.sha256 = f.sha256);
