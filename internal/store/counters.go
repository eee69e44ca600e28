package store

import "context"

// NextSeqs takes the next n places in the bureau's order and gives the first. It holds the bureau's counter until the
// transaction ends, so within a bureau the order of commits is the order of seq: call it as late as possible.
func (t *Tx) NextSeqs(ctx context.Context, bureauID string, n int) (first int64, err error) {
	last, err := t.count(ctx, n, `bureau_counters`, `seq`, `bureau_id`, `bureau_id = ?`, bureauID)
	return last - int64(n) + 1, err
}

// NextSerial takes the next document number of a bureau's year. An undone transaction gives its number back, so there
// are neither gaps nor doubles.
func (t *Tx) NextSerial(ctx context.Context, bureauID string, year int) (int, error) {
	n, err := t.count(ctx, 1, `number_counters`, `serial`, `bureau_id, year`, `bureau_id = ? AND year = ?`, bureauID, year)
	return int(n), err
}

func (t *Tx) count(ctx context.Context, by int, table, column, keys, where string, key ...any) (int64, error) {
	add := `UPDATE ` + table + ` SET ` + column + ` = ` + column + ` + ? WHERE ` + where
	n, err := t.exec("count on "+table, add, append([]any{by}, key...)...)
	if err != nil {
		return 0, err
	}
	if n == 0 {
		_, err := t.exec("begin to count on "+table, `INSERT INTO `+table+` (`+keys+`, `+column+`) VALUES (`+marks(len(key)+1)+`)`, append(key[:len(key):len(key)], by)...)
		if isDuplicate(err) { // another server began in this moment
			_, err = t.exec("count on "+table, add, append([]any{by}, key...)...)
		}
		if err != nil {
			return 0, err
		}
	}
	var got int64
	err = t.pool.QueryRowContext(context.WithoutCancel(ctx), `SELECT `+column+` FROM `+table+` WHERE `+where, key...).Scan(&got)
	return got, err
}

// LastSeq is the bureau's newest place in its order; 0 before its first act.
func (r Reader) LastSeq(ctx context.Context, bureauID string) (int64, error) {
	got, err := rows[int64](r, ctx, "read the counter", `SELECT seq FROM bureau_counters WHERE bureau_id = ?`, bureauID)
	if err != nil || len(got) == 0 {
		return 0, err
	}
	return got[0], nil
}
