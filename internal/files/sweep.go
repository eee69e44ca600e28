package files

import (
	"context"
	"strings"
	"time"
)

// SweepUploads removes uploads that nobody has touched since that time, finished ones too (their photos stay), and says
// how many. It may run on several servers at once. An upload going on at this moment is never older than its newest piece.
func (r *Room) SweepUploads(ctx context.Context, olderThan time.Time) (int, error) {
	type leftover struct {
		keys   []string
		newest time.Time
	}
	uploads := map[string]*leftover{}
	for object, err := range r.objects.List(ctx, uploadFolder) {
		if err != nil {
			return 0, storeFault(err)
		}
		id, _, _ := strings.Cut(strings.TrimPrefix(object.Key, uploadFolder), "/")
		found := uploads[id]
		if found == nil {
			found = &leftover{}
			uploads[id] = found
		}
		found.keys = append(found.keys, object.Key)
		if object.Written.After(found.newest) {
			found.newest = object.Written
		}
	}
	swept := 0
	for _, found := range uploads {
		if !found.newest.Before(olderThan) {
			continue
		}
		if err := r.objects.Remove(ctx, found.keys...); err != nil {
			return swept, storeFault(err)
		}
		swept++
	}
	return swept, storeFault(r.objects.Tidy(ctx, olderThan))
}
