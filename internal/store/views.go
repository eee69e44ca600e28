package store

import "context"

// SavedView is a list as somebody likes to see it: their own, under a name.
type SavedView struct {
	ID    string `json:"id"`
	List  string `json:"list"`
	Name  string `json:"name"`
	Query string `json:"query"`
}

// MostViews is how many views one person keeps.
const MostViews = 100

// ViewsOf lists a person's saved views of a list.
func (r Reader) ViewsOf(ctx context.Context, bureauID, personID, list string) ([]SavedView, error) {
	return rows[SavedView](r, ctx, "list saved views", `SELECT id, list, name, query FROM saved_views WHERE person_id = ? AND bureau_id = ? AND list = ? ORDER BY created_at, id LIMIT ?`, personID, bureauID, list, MostViews)
}

// SaveView keeps a view, in place of the one of the same id. Moved when the id is somebody else's.
func (t *Tx) SaveView(_ context.Context, bureauID, personID string, v SavedView) error {
	n, err := t.exec("change a saved view", `UPDATE saved_views SET name = ?, query = ? WHERE id = ? AND person_id = ? AND bureau_id = ?`, v.Name, v.Query, v.ID, personID, bureauID)
	if err != nil || n == 1 {
		return err
	}
	return t.must("save a view", `INSERT INTO saved_views (id, bureau_id, person_id, list, name, query, created_at) VALUES (`+marks(7)+`)`, v.ID, bureauID, personID, v.List, v.Name, v.Query, t.now)
}

// DropView forgets a person's view; one that is not there is forgotten already.
func (t *Tx) DropView(_ context.Context, bureauID, personID, id string) error {
	_, err := t.exec("drop a saved view", `DELETE FROM saved_views WHERE id = ? AND person_id = ? AND bureau_id = ?`, id, personID, bureauID)
	return err
}
