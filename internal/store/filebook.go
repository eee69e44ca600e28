package store

import (
	"context"
	"errors"
	"time"

	"anjian/internal/inspection"
)

// File is what the store knows of stored bytes: their name is their hash. Claimed means that some act of the bureau
// refers to them.
type File struct {
	BureauID    string
	SHA256      string
	Size        int64
	ContentType string
	UploadedBy  string
	Claimed     bool
	CreatedAt   time.Time
}

// RememberFile notes bytes that have been stored. The same bytes twice are one row; noting them again renews their
// term, so that a sweep does not take them from under an act on its way.
func (t *Tx) RememberFile(ctx context.Context, f File) error {
	n, err := t.exec("renew a file", `UPDATE files SET created_at = ? WHERE bureau_id = ? AND sha256 = ?`, t.now, f.BureauID, f.SHA256)
	if err != nil || n > 0 {
		return err
	}
	claims, err := row[int](t.Reader, ctx, "look for claims", `SELECT COUNT(*) FROM check_files WHERE bureau_id = ? AND sha256 = ?`, f.BureauID, f.SHA256)
	if err != nil {
		return err
	}
	err = t.must("remember a file", `INSERT INTO files (bureau_id, sha256, size, content_type, uploaded_by, claimed, created_at) VALUES (`+marks(7)+`)`,
		f.BureauID, f.SHA256, f.Size, f.ContentType, f.UploadedBy, claims > 0, t.now)
	if errors.Is(err, Exists) {
		return nil
	}
	if err != nil {
		return err
	}
	return t.printWanted(f.BureauID, f.SHA256)
}

// ClaimFiles notes which files a check's photos refer to, its supplements' too, present or still on their way.
func (t *Tx) ClaimFiles(ctx context.Context, r *inspection.CheckRecord) error {
	got, err := rows[string](t.Reader, ctx, "read claims", `SELECT sha256 FROM check_files WHERE check_id = ?`, r.ID)
	if err != nil {
		return err
	}
	have := map[string]bool{}
	for _, sha := range got {
		have[sha] = true
	}
	for _, p := range r.AllPhotos() {
		if have[p.SHA256] {
			continue
		}
		have[p.SHA256] = true
		if err := t.must("claim a file", `INSERT INTO check_files (check_id, sha256, bureau_id, size, content_type) VALUES (?, ?, ?, ?, ?)`,
			r.ID, p.SHA256, r.BureauID, p.Size, p.ContentType); err != nil {
			return err
		}
		if _, err := t.exec("mark a file as claimed", `UPDATE files SET claimed = 1 WHERE bureau_id = ? AND sha256 = ? AND claimed = 0`, r.BureauID, p.SHA256); err != nil {
			return err
		}
	}
	return nil
}

// Held is one file a check refers to. Present says whether its bytes are here.
type Held struct {
	SHA256      string `json:"sha256"`
	Size        int64  `json:"size"`
	ContentType string `json:"contentType"`
	Present     bool   `json:"present"`
}

// Manifest lists every file a check refers to: a phone deletes nothing before it shows here as present.
func (r Reader) Manifest(ctx context.Context, bureauID, checkID string) ([]Held, error) {
	return rows[Held](r, ctx, "make a manifest", `SELECT cf.sha256 AS sha256, cf.size, cf.content_type, CASE WHEN f.sha256 IS NULL THEN 0 ELSE 1 END AS present
		FROM check_files cf LEFT JOIN files f ON f.bureau_id = cf.bureau_id AND f.sha256 = cf.sha256
		WHERE cf.check_id = ? AND cf.bureau_id = ? ORDER BY cf.sha256`, checkID, bureauID)
}

// FileOf gives a file of the bureau; NotFound when its bytes are not here.
func (r Reader) FileOf(ctx context.Context, bureauID, sha string) (File, error) {
	return row[File](r, ctx, "load a file", `SELECT bureau_id, sha256 AS sha256, size, content_type, uploaded_by, claimed, created_at FROM files WHERE bureau_id = ? AND sha256 = ?`, bureauID, sha)
}

// FileOfCheck says whether a check refers to a file.
func (r Reader) FileOfCheck(ctx context.Context, bureauID, checkID, sha string) (bool, error) {
	n, err := row[int](r, ctx, "look for a file", `SELECT COUNT(*) FROM check_files WHERE check_id = ? AND sha256 = ? AND bureau_id = ?`, checkID, sha, bureauID)
	return n > 0, err
}

// MissingFiles tells which of these hashes the bureau does not hold, in the order asked.
func (r Reader) MissingFiles(ctx context.Context, bureauID string, shas []string) ([]string, error) {
	have := map[string]bool{}
	for rest := shas; len(rest) > 0; {
		n := min(len(rest), 200)
		args := []any{bureauID}
		for _, sha := range rest[:n] {
			args = append(args, sha)
		}
		got, err := rows[string](r, ctx, "look for files", `SELECT sha256 FROM files WHERE bureau_id = ? AND sha256 IN (`+marks(n)+`)`, args...)
		if err != nil {
			return nil, err
		}
		for _, sha := range got {
			have[sha] = true
		}
		rest = rest[n:]
	}
	missing := []string{}
	for _, sha := range shas {
		if !have[sha] {
			have[sha] = true
			missing = append(missing, sha)
		}
	}
	return missing, nil
}

// UnclaimedFiles lists files no act has claimed since before the given time, oldest first.
func (r Reader) UnclaimedFiles(ctx context.Context, before time.Time, limit int) ([]File, error) {
	return rows[File](r, ctx, "list unclaimed files", `SELECT bureau_id, sha256 AS sha256, size, content_type, uploaded_by, claimed, created_at FROM files
		WHERE claimed = 0 AND created_at < ? ORDER BY created_at LIMIT ?`, before.UTC(), limit)
}

// ForgetFile drops an unclaimed file; Moved when an act has claimed it after all, or it was renewed.
func (t *Tx) ForgetFile(_ context.Context, bureauID, sha string, before time.Time) error {
	err := t.must("forget a file", `DELETE FROM files WHERE bureau_id = ? AND sha256 = ? AND claimed = 0 AND created_at < ?
		AND NOT EXISTS (SELECT 1 FROM check_files cf WHERE cf.bureau_id = files.bureau_id AND cf.sha256 = files.sha256)`, bureauID, sha, before.UTC())
	if err != nil {
		return err
	}
	_, err = t.exec("forget its print", `DELETE FROM photo_prints WHERE bureau_id = ? AND sha256 = ?`, bureauID, sha)
	return err
}
