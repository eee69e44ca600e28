package files

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Disk keeps objects as files below one folder. What is written appears under its name by a hard link from a scratch
// file, which fails when the name is taken: that is the write-once of this store, also between processes.
type Disk struct {
	root  string
	plain sync.Mutex // guards look-then-rename on file systems without hard links
}

// NewDisk opens the folder, making it when it is not there. Refused: StoreUnavailable, DiskFull.
func NewDisk(root string) (*Disk, error) {
	d := &Disk{root: root}
	if err := os.MkdirAll(d.scratch(), 0o750); err != nil {
		return nil, storeFault(diskTrouble(err))
	}
	return d, nil
}

// scrap begins the name of a file being written. One that a killed process left goes by Tidy, or with its upload.
const scrap = ".w-"

func (d *Disk) scratch() string { return filepath.Join(d.root, "scratch") }

func (d *Disk) path(key string) string { return filepath.Join(d.root, filepath.FromSlash(key)) }

// Stage: see Objects. No fsync: a piece lost in a power cut is sent again.
func (d *Disk) Stage(_ context.Context, key, _ string, body []byte) error {
	return d.write(key, bytes.NewReader(body), int64(len(body)), false)
}

// Keep: see Objects. One piece becomes the object itself, without copying.
func (d *Disk) Keep(ctx context.Context, key, _ string, size int64, pieces []string) error {
	var err error
	if len(pieces) == 1 {
		err = d.promote(pieces[0], key, size)
	} else {
		source := &chain{ctx: ctx, objects: d, pieces: pieces}
		err = d.write(key, source, size, true)
		err = errors.Join(err, source.Close())
	}
	if errors.Is(err, ErrTaken) {
		return diskTrouble(syncFolder(filepath.Dir(d.path(key))))
	}
	return err
}

func (d *Disk) promote(piece, key string, size int64) error {
	f, err := os.Open(d.path(piece))
	if err != nil {
		return diskTrouble(err)
	}
	defer f.Close()
	if about, err := f.Stat(); err != nil || about.Size() != size {
		return fmt.Errorf("files: piece %s has not the promised size: %w", piece, errors.Join(err, io.ErrUnexpectedEOF))
	}
	if err := f.Sync(); err != nil {
		return diskTrouble(err)
	}
	return d.appear(d.path(piece), key, true)
}

func (d *Disk) write(key string, body io.Reader, size int64, durable bool) error {
	folder := d.scratch()
	if strings.HasPrefix(key, uploadFolder) { // each upload in its own folder: in one for all, writers wait for its lock
		folder = filepath.Dir(d.path(key))
	}
	f, err := os.CreateTemp(folder, scrap)
	if errors.Is(err, fs.ErrNotExist) {
		if err = os.MkdirAll(folder, 0o750); err == nil {
			f, err = os.CreateTemp(folder, scrap)
		}
	}
	if err != nil {
		return diskTrouble(err)
	}
	defer os.Remove(f.Name())
	n, err := io.Copy(f, body)
	if err == nil && n != size {
		err = io.ErrUnexpectedEOF
	}
	if err == nil && durable {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return diskTrouble(err)
	}
	return d.appear(f.Name(), key, durable)
}

// appear gives a finished file its name, once.
func (d *Disk) appear(from, key string, durable bool) error {
	to := d.path(key)
	err := d.link(from, to)
	if errors.Is(err, fs.ErrNotExist) {
		if err = d.makeFolder(filepath.Dir(to), durable); err == nil {
			err = d.link(from, to)
		}
	}
	switch {
	case errors.Is(err, fs.ErrExist):
		return ErrTaken
	case err != nil:
		return diskTrouble(err)
	case durable:
		return diskTrouble(syncFolder(filepath.Dir(to)))
	}
	return nil
}

func (d *Disk) link(from, to string) error {
	err := os.Link(from, to)
	if !errors.Is(err, syscall.EPERM) && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	d.plain.Lock()
	defer d.plain.Unlock()
	if _, err := os.Lstat(to); err == nil {
		return fs.ErrExist
	}
	return os.Rename(from, to)
}

// makeFolder makes the folder and, for durable objects, writes every new entry on the way down to the disk.
func (d *Disk) makeFolder(folder string, durable bool) error {
	if err := os.MkdirAll(folder, 0o750); err != nil || !durable {
		return err
	}
	for at := filepath.Dir(folder); len(at) >= len(d.root); at = filepath.Dir(at) {
		if err := syncFolder(at); err != nil {
			return err
		}
	}
	return nil
}

func syncFolder(folder string) error {
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Get: see Objects.
func (d *Disk) Get(_ context.Context, key string) (io.ReadSeekCloser, Object, error) {
	f, err := os.Open(d.path(key))
	if err != nil {
		return nil, Object{}, diskTrouble(err)
	}
	about, err := f.Stat()
	if err == nil && about.IsDir() {
		err = fs.ErrNotExist
	}
	if err != nil {
		return nil, Object{}, errors.Join(diskTrouble(err), f.Close())
	}
	return f, Object{Key: key, Size: about.Size(), Written: about.ModTime()}, nil
}

// Stat: see Objects.
func (d *Disk) Stat(_ context.Context, key string) (Object, error) {
	about, err := os.Stat(d.path(key))
	if err == nil && about.IsDir() {
		err = fs.ErrNotExist
	}
	if err != nil {
		return Object{}, diskTrouble(err)
	}
	return Object{Key: key, Size: about.Size(), Written: about.ModTime()}, nil
}

// List: see Objects.
func (d *Disk) List(ctx context.Context, prefix string) iter.Seq2[Object, error] {
	return func(yield func(Object, error) bool) {
		stop := errors.New("enough")
		err := filepath.WalkDir(d.path(strings.TrimSuffix(prefix, "/")), func(name string, entry fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil // removed while we walk
			}
			if err == nil {
				err = ctx.Err()
			}
			if err != nil || entry.IsDir() {
				return err
			}
			about, err := entry.Info()
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil {
				return err
			}
			key, err := filepath.Rel(d.root, name)
			if err == nil && !yield(Object{Key: filepath.ToSlash(key), Size: about.Size(), Written: about.ModTime()}, nil) {
				return stop
			}
			return err
		})
		if err != nil && !errors.Is(err, stop) {
			yield(Object{}, diskTrouble(err))
		}
	}
}

// Remove: see Objects. A folder left empty goes too.
func (d *Disk) Remove(_ context.Context, keys ...string) error {
	var trouble error
	for _, key := range keys {
		if err := os.Remove(d.path(key)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			trouble = errors.Join(trouble, diskTrouble(err))
		}
	}
	if len(keys) > 0 && strings.HasPrefix(keys[0], uploadFolder) {
		_ = os.Remove(filepath.Dir(d.path(keys[0]))) // refuses by itself while anything is inside
	}
	return trouble
}

// Tidy: see Objects. Scratch files of a killed process.
func (d *Disk) Tidy(_ context.Context, before time.Time) error {
	left, err := os.ReadDir(d.scratch())
	if err != nil {
		return diskTrouble(err)
	}
	for _, entry := range left {
		about, err := entry.Info()
		if err == nil && about.ModTime().Before(before) {
			err = os.Remove(filepath.Join(d.scratch(), entry.Name()))
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return diskTrouble(err)
		}
	}
	return nil
}

// Ping: see Objects. Writes one byte and takes it away.
func (d *Disk) Ping(context.Context) error {
	f, err := os.CreateTemp(d.scratch(), "ping-")
	if err != nil {
		return diskTrouble(err)
	}
	_, err = f.Write([]byte{1})
	return diskTrouble(errors.Join(err, f.Close(), os.Remove(f.Name())))
}

func diskTrouble(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w: %w", ErrMissing, err)
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return fmt.Errorf("files: disk: %w", err)
}
