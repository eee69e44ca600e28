package office_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"anjian/internal/checklist"
	"anjian/internal/office"
	"anjian/internal/store"
	"anjian/internal/testkit"
)

// lists gives shipped checklists of one version with content of its own.
func lists(t *testing.T, version, text string) []checklist.Checklist {
	t.Helper()
	var all []checklist.Checklist
	for n := range 8 {
		c := checklist.Checklist{Code: fmt.Sprintf("list_%d", n), Name: "检查表", NameEn: "List", Version: version, CompiledOn: "2026-11-01", Notes: []string{text},
			Items: []checklist.Item{}}
		digest, err := checklist.DigestOf(c)
		if err != nil {
			t.Fatal(err)
		}
		c.Digest = digest
		all = append(all, c)
	}
	return all
}

func TestServersThatStartTogetherPublishTheSameChecklistsOnce(t *testing.T) {
	testkit.EachOptions(t, func(t *testing.T, o store.Options) {
		rooms := []*office.Room{}
		for range 2 {
			rooms = append(rooms, office.New(testkit.OpenStore(t, o, testkit.NewClock())))
		}
		const versions = 12
		for v := range versions {
			shipped := lists(t, fmt.Sprint(v), "")
			failed := make([]error, len(rooms))
			start := make(chan struct{})
			var both sync.WaitGroup
			for i, room := range rooms {
				both.Go(func() {
					<-start
					failed[i] = room.PublishChecklists(t.Context(), shipped)
				})
			}
			close(start)
			both.Wait()
			if err := errors.Join(failed...); err != nil {
				t.Fatalf("version %d: %v", v, err)
			}
		}
		var published int
		if err := testkit.Raw(t, o).QueryRowContext(t.Context(), `SELECT COUNT(*) FROM checklists`).Scan(&published); err != nil || published != 8*versions {
			t.Errorf("%d versions are published (%v), want %d", published, err, 8*versions)
		}
		if err := rooms[1].PublishChecklists(t.Context(), lists(t, "0", "another content")); !errors.Is(err, store.ChecklistChanged) {
			t.Errorf("another content under the same version: %v", err)
		}
	})
}
