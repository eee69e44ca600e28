package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// plainDisk measures what the disk itself does: files of 400 KB written and flushed by 32 writers, nothing else. No
// store can be faster, so the photos' figure is held against it.
func plainDisk(ctx context.Context, p plan) ([]figure, error) {
	if err := os.MkdirAll(p.dir, 0o700); err != nil {
		return nil, err
	}
	defer os.RemoveAll(p.dir)
	plain, err := photograph()
	if err != nil {
		return nil, err
	}
	f, err := measure(ctx, p, figure{What: "files", On: "the disk itself", Clients: 32}, 0, func(_ context.Context, n int) error {
		file, err := os.Create(filepath.Join(p.dir, fmt.Sprint(n)))
		if err != nil {
			return err
		}
		if _, err = file.Write(splice(plain, uint64(n))); err == nil {
			err = file.Sync()
		}
		if closed := file.Close(); err == nil {
			err = closed
		}
		return err
	})
	return []figure{f}, err
}
