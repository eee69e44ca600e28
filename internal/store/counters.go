package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"anjian/internal/inspection"
)

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

// NextPaperSerial takes the next number of one kind of paper, by its 代字, of a bureau's year; as NextSerial.
func (t *Tx) NextPaperSerial(ctx context.Context, bureauID string, year int, word string) (int, error) {
	n, err := t.count(ctx, 1, `paper_counters`, `serial`, `bureau_id, year, word`, `bureau_id = ? AND year = ? AND word = ?`, bureauID, year, word)
	return int(n), err
}

// NumberingOf is how a bureau numbers the papers of a year: once settled, by whoever asks first, it stays for that year,
// whatever the settings say later, or one number could be given twice.
func (t *Tx) NumberingOf(ctx context.Context, bureauID string, year int, first inspection.Numbering) (inspection.Numbering, error) {
	const ask = `SELECT numbering FROM number_counters WHERE bureau_id = ? AND year = ?`
	got, err := rows[inspection.Numbering](t.Reader, ctx, "read the numbering", ask, bureauID, year)
	if err != nil {
		return "", err
	}
	if len(got) > 0 {
		return got[0], nil
	}
	_, err = t.exec("settle the numbering", `INSERT INTO number_counters (bureau_id, year, serial, numbering) VALUES (?, ?, 0, ?)`, bureauID, year, first)
	if !isDuplicate(err) {
		return first, err
	}
	return row[inspection.Numbering](t.Reader, ctx, "read the numbering", ask+t.forUpdate(), bureauID, year) // settled elsewhere in this moment
}

// count adds to a counter and gives its new value, in one exchange with the database: other writers of the bureau wait
// from here to the commit.
func (t *Tx) count(ctx context.Context, by int, table, column, keys, where string, key ...any) (int64, error) {
	got, ok, err := t.add(ctx, by, table, column, where, key)
	if err != nil || ok {
		return got, err
	}
	_, err = t.exec("begin to count on "+table, `INSERT INTO `+table+` (`+keys+`, `+column+`) VALUES (`+marks(len(key)+1)+`)`, append(key[:len(key):len(key)], by)...)
	if isDuplicate(err) { // another server began in this moment
		got, _, err = t.add(ctx, by, table, column, where, key)
		return got, err
	}
	return int64(by), err
}

func (t *Tx) add(ctx context.Context, by int, table, column, where string, key []any) (got int64, ok bool, err error) {
	ctx = context.WithoutCancel(ctx)
	args := append([]any{by}, key...)
	if t.s.mysql {
		res, err := t.pool.ExecContext(ctx, `UPDATE `+table+` SET `+column+` = LAST_INSERT_ID(`+column+` + ?) WHERE `+where, args...)
		if err != nil {
			return 0, false, fmt.Errorf("store: count on %s: %w", table, err)
		}
		n, err := res.RowsAffected()
		if err != nil || n == 0 {
			return 0, false, err
		}
		got, err = res.LastInsertId()
		return got, err == nil, err
	}
	err = t.pool.QueryRowContext(ctx, `UPDATE `+table+` SET `+column+` = `+column+` + ? WHERE `+where+` RETURNING `+column, args...).Scan(&got)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, fmt.Errorf("store: count on %s: %w", table, err)
	}
	return got, true, nil
}

// LastSeq is the bureau's newest place in its order; 0 before its first act.
func (r Reader) LastSeq(ctx context.Context, bureauID string) (int64, error) {
	got, err := rows[int64](r, ctx, "read the counter", `SELECT seq FROM bureau_counters WHERE bureau_id = ?`, bureauID)
	if err != nil || len(got) == 0 {
		return 0, err
	}
	return got[0], nil
}
