package files

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// S3Place says where an S3-compatible server is: host:port without scheme, the bucket, and the account.
type S3Place struct {
	Endpoint  string
	Bucket    string
	AccessKey string
	SecretKey string
	Region    string
	Secure    bool // https
}

// S3 keeps objects in one bucket. Write-once is If-None-Match: *, which the servers we know all honour.
type S3 struct {
	client *minio.Client
	bucket string
}

// NewS3 opens the bucket, making it when it is not there. Refused: StoreUnavailable.
func NewS3(ctx context.Context, place S3Place) (*S3, error) {
	client, err := minio.New(place.Endpoint, &minio.Options{
		Creds:           credentials.NewStaticV4(place.AccessKey, place.SecretKey, ""),
		Secure:          place.Secure,
		Region:          place.Region,
		TrailingHeaders: false, // several servers store or refuse the framing of trailing checksums
		MaxRetries:      3,     // the sender retries too; a dead store should be told soon
	})
	if err != nil {
		return nil, StoreUnavailable.Because(err)
	}
	s := &S3{client: client, bucket: place.Bucket}
	there, err := client.BucketExists(ctx, place.Bucket)
	if err == nil && !there {
		err = client.MakeBucket(ctx, place.Bucket, minio.MakeBucketOptions{Region: place.Region})
		switch minio.ToErrorResponse(err).Code {
		case minio.BucketAlreadyOwnedByYou, minio.BucketAlreadyExists: // two servers started at once
			err = nil
		}
	}
	if err != nil {
		return nil, storeFault(s3Trouble(err))
	}
	return s, nil
}

func (s *S3) put(ctx context.Context, key, contentType string, body io.Reader, size int64) error {
	options := minio.PutObjectOptions{ContentType: contentType, DisableMultipart: true}
	options.SetMatchETagExcept("*")
	_, err := s.client.PutObject(ctx, s.bucket, key, body, size, options)
	return s3Trouble(err)
}

// Stage: see Objects.
func (s *S3) Stage(ctx context.Context, key, contentType string, body []byte) error {
	return s.put(ctx, key, contentType, bytes.NewReader(body), int64(len(body)))
}

// Keep: see Objects.
func (s *S3) Keep(ctx context.Context, key, contentType string, size int64, pieces []string) error {
	source := &chain{ctx: ctx, objects: s, pieces: pieces}
	err := s.put(ctx, key, contentType, source, size)
	if err = errors.Join(err, source.Close()); errors.Is(err, ErrTaken) {
		return nil
	}
	return err
}

// Get: see Objects.
func (s *S3) Get(ctx context.Context, key string) (io.ReadSeekCloser, Object, error) {
	object, err := s.client.GetObject(ctx, s.bucket, key, minio.GetObjectOptions{})
	if err != nil {
		return nil, Object{}, s3Trouble(err)
	}
	about, err := object.Stat()
	if err != nil {
		return nil, Object{}, errors.Join(s3Trouble(err), object.Close())
	}
	return s3Reader{object}, s3Object(key, about), nil
}

// Stat: see Objects.
func (s *S3) Stat(ctx context.Context, key string) (Object, error) {
	about, err := s.client.StatObject(ctx, s.bucket, key, minio.StatObjectOptions{})
	if err != nil {
		return Object{}, s3Trouble(err)
	}
	return s3Object(key, about), nil
}

// List: see Objects.
func (s *S3) List(ctx context.Context, prefix string) iter.Seq2[Object, error] {
	return func(yield func(Object, error) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop() // ends the listing when the reader has had enough
		for about := range s.client.ListObjectsIter(ctx, s.bucket, minio.ListObjectsOptions{Prefix: prefix, Recursive: true}) {
			if about.Err != nil {
				yield(Object{}, s3Trouble(about.Err))
				return
			}
			if !yield(s3Object(about.Key, about), nil) {
				return
			}
		}
	}
}

// Remove: see Objects.
func (s *S3) Remove(ctx context.Context, keys ...string) error {
	var trouble error
	for _, key := range keys {
		err := s3Trouble(s.client.RemoveObject(ctx, s.bucket, key, minio.RemoveObjectOptions{}))
		if err != nil && !errors.Is(err, ErrMissing) {
			trouble = errors.Join(trouble, err)
		}
	}
	return trouble
}

// Tidy: see Objects. A put that broke off leaves nothing behind.
func (s *S3) Tidy(context.Context, time.Time) error { return nil }

// Ping: see Objects.
func (s *S3) Ping(ctx context.Context) error {
	there, err := s.client.BucketExists(ctx, s.bucket)
	if err == nil && !there {
		err = fmt.Errorf("bucket %s is gone", s.bucket)
	}
	return s3Trouble(err)
}

func s3Object(key string, about minio.ObjectInfo) Object {
	return Object{Key: key, Size: about.Size, ContentType: about.ContentType, Written: about.LastModified}
}

// s3Reader says what went wrong in the words of this room also while bytes are read.
type s3Reader struct{ *minio.Object }

func (r s3Reader) Read(p []byte) (int, error) {
	n, err := r.Object.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = s3Trouble(err)
	}
	return n, err
}

func s3Trouble(err error) error {
	if err == nil {
		return nil
	}
	answer := minio.ToErrorResponse(err)
	switch {
	case answer.Code == minio.NoSuchKey:
		return fmt.Errorf("%w: %w", ErrMissing, err)
	case answer.Code == minio.PreconditionFailed, answer.StatusCode == http.StatusPreconditionFailed:
		return fmt.Errorf("%w: %w", ErrTaken, err)
	case answer.Code == "XMinioStorageFull", answer.Code == "QuotaExceeded", answer.StatusCode == http.StatusInsufficientStorage:
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return fmt.Errorf("files: s3: %w", err)
}
