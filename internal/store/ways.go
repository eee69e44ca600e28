package store

import (
	"context"
	"errors"
	"strings"

	"anjian/internal/inspection"
)

// WaysOf gives the ways to sign that a bureau accepts; none where it has set none.
func (r Reader) WaysOf(ctx context.Context, bureauID string) ([]inspection.Way, error) {
	words, err := row[string](r, ctx, "load the ways to sign", `SELECT ways FROM bureau_ways WHERE bureau_id = ?`, bureauID)
	if errors.Is(err, NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	ways := []inspection.Way{}
	for _, w := range strings.Split(words, ",") {
		ways = append(ways, inspection.Way(w))
	}
	return ways, nil
}

// SetWays keeps the ways to sign that a bureau accepts from now on; seq is the place of the act that set them.
func (t *Tx) SetWays(_ context.Context, bureauID string, ways []inspection.Way, seq int64) error {
	words := make([]string, len(ways))
	for i, w := range ways {
		words[i] = string(w)
	}
	if _, err := t.exec("forget the ways to sign", `DELETE FROM bureau_ways WHERE bureau_id = ?`, bureauID); err != nil {
		return err
	}
	return t.must("keep the ways to sign", `INSERT INTO bureau_ways (bureau_id, ways, seq) VALUES (?, ?, ?)`, bureauID, strings.Join(words, ","), seq)
}
