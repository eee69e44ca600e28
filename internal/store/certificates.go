package store

import "context"

// Certificate is one that this installation made for itself. Both halves are PEM; Kind is authority or documents.
type Certificate struct {
	Kind        string
	Certificate string
	PrivateKey  string
}

// OwnCertificate gives one by its kind; NotFound before it was made.
func (r Reader) OwnCertificate(ctx context.Context, kind string) (Certificate, error) {
	return row[Certificate](r, ctx, "load a certificate", `SELECT kind, certificate, private_key FROM certificates WHERE kind = ?`, kind)
}

// InsertCertificate keeps one. Refuses with Exists when another server was first.
func (t *Tx) InsertCertificate(_ context.Context, c Certificate) error {
	return t.must("keep a certificate", `INSERT INTO certificates (kind, certificate, private_key, made_at) VALUES (?, ?, ?, ?)`, c.Kind, c.Certificate, c.PrivateKey, t.now)
}
