package files

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"

	"github.com/google/uuid"

	"anjian/internal/fault"
)

// pieceSize bounds one staged object and the memory of one receiving request.
const pieceSize = 512 << 10

// promise is what a sender said about a photo before sending it.
type promise struct {
	ID          string   `json:"id"`
	Uploader    Uploader `json:"uploader"`
	SHA256      string   `json:"sha256"`
	ContentType string   `json:"contentType"`
	Size        int64    `json:"size"`
}

// settle turns the pieces of a promised photo into a stored one: hash, look through, make durable, announce. It may be
// done again, also by two at once. Refused: everything a picture can be refused for, and trouble of the stores.
func (r *Room) settle(ctx context.Context, said promise, pieces []string) (StoredFile, error) {
	found, err := r.examine(ctx, said, pieces)
	if err != nil {
		return StoredFile{}, err
	}
	key, err := photoKey(said.Uploader.BureauID, said.SHA256)
	if err != nil {
		return StoredFile{}, err
	}
	there, err := r.objects.Stat(ctx, key)
	if err == nil && there.Size != said.Size { // damaged since; the good bytes are at hand
		err = errors.Join(r.objects.Remove(ctx, key), ErrMissing)
	}
	if errors.Is(err, ErrMissing) {
		err = r.objects.Keep(ctx, key, found.contentType, said.Size, pieces)
	}
	if err != nil {
		return StoredFile{}, err
	}
	file := StoredFile{
		BureauID: said.Uploader.BureauID, SHA256: said.SHA256, Size: said.Size,
		ContentType: found.contentType, Width: found.width, Height: found.height, UploadedBy: said.Uploader.PersonID,
	}
	if err := r.options.Stored(ctx, file); err != nil {
		if _, ok := errors.AsType[*fault.Error](err); ok {
			return StoredFile{}, err
		}
		return StoredFile{}, NotRemembered.Because(err)
	}
	// A sweep may have taken these bytes for unclaimed between their writing and their being remembered; from here on it
	// cannot, so one look now is enough. The sender tries again.
	if _, err := r.objects.Stat(ctx, key); err != nil {
		return StoredFile{}, NotRemembered.Because(err)
	}
	return file, nil
}

// examine reads the pieces once. A wrong hash is told before anything about the picture: bytes that are not the
// promised ones say nothing about the photo.
func (r *Room) examine(ctx context.Context, said promise, pieces []string) (picture, error) {
	source := &chain{ctx: ctx, objects: r.objects, pieces: pieces}
	defer source.Close()
	sum := sha256.New()
	head := r.heads.Get().(*bufio.Reader)
	defer r.heads.Put(head)
	read := &tally{from: source, sum: sum}
	head.Reset(read)
	defer head.Reset(nil)

	found, flaw := look(head, said.Size, r.options.MaxPixels)
	if _, err := io.Copy(io.Discard, head); err != nil {
		return picture{}, err
	}
	if read.n != said.Size || hex.EncodeToString(sum.Sum(nil)) != said.SHA256 {
		return picture{}, HashMismatch.With("sha256", said.SHA256)
	}
	if flaw != nil {
		return picture{}, flaw
	}
	if said.ContentType != "" && said.ContentType != found.contentType {
		return picture{}, TypeMismatch.With("declared", said.ContentType).With("found", found.contentType)
	}
	return found, nil
}

// tally counts and hashes what is read through it.
type tally struct {
	from io.Reader
	sum  hash.Hash
	n    int64
}

func (t *tally) Read(p []byte) (int, error) {
	n, err := t.from.Read(p)
	t.sum.Write(p[:n])
	t.n += int64(n)
	return n, err
}

// Put stores a photo that comes in one stream, under the same rules as an upload. An empty contentType takes what the
// bytes say. Refused: Empty, TooLarge, and everything a picture can be refused for.
func (r *Room) Put(ctx context.Context, by Uploader, contentType string, body io.Reader) (StoredFile, error) {
	return r.PutNamed(ctx, by, "", contentType, body)
}

// PutNamed is Put for a photo that must have this hash. Refused also: HashMismatch.
func (r *Room) PutNamed(ctx context.Context, by Uploader, sha, contentType string, body io.Reader) (StoredFile, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return StoredFile{}, fault.New(fault.Internal, "internal", "No fresh id could be made.").Because(err)
	}
	said := promise{ID: id.String(), Uploader: by, ContentType: contentType}
	sum := sha256.New()
	var pieces []string
	defer func() { // the scratch copy goes in every case, also when the sender is gone
		regret(ctx, "pieces of a finished photo stay until the sweep", r.objects.Remove(context.WithoutCancel(ctx), pieces...))
	}()
	buffer := r.pieces.Get().(*[]byte)
	defer r.pieces.Put(buffer)
	for {
		n, err := io.ReadFull(body, *buffer)
		if n > 0 {
			if said.Size+int64(n) > r.options.MaxBytes {
				return StoredFile{}, TooLarge.With("maxBytes", r.options.MaxBytes)
			}
			key := pieceKey(said.ID, said.Size)
			if err := r.objects.Stage(ctx, key, "application/octet-stream", (*buffer)[:n]); err != nil {
				return StoredFile{}, writeFault(err)
			}
			pieces = append(pieces, key)
			sum.Write((*buffer)[:n])
			said.Size += int64(n)
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) && n < len(*buffer) && isEnd(body) {
			break
		}
		if err != nil {
			return StoredFile{}, CutOff.Because(fmt.Errorf("files: read the photo: %w", err))
		}
	}
	if said.Size == 0 {
		return StoredFile{}, Empty
	}
	said.SHA256 = hex.EncodeToString(sum.Sum(nil))
	if sha != "" && sha != said.SHA256 {
		return StoredFile{}, HashMismatch.With("sha256", sha[:min(len(sha), 64)])
	}
	file, err := r.settle(ctx, said, pieces)
	return file, writeFault(err)
}

// isEnd tells a stream that ended from one that was torn: io.ReadFull answers both with the same error.
func isEnd(body io.Reader) bool {
	n, err := body.Read(make([]byte, 1))
	return n == 0 && errors.Is(err, io.EOF)
}
