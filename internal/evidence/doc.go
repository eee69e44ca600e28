// Package evidence is the room of proof: the canonical form of JSON, the sum of an act, the chain of a check's acts,
// and the digest with its check code.
//
// It is a room without windows: bytes in, hashes out; no clock, no I/O, no secrets. It refuses text that has no single
// canonical form (invalid UTF-8, lone surrogates, doubled keys, numbers beyond a double). It knows nothing of checks:
// what goes into a sealed record is the law room's business (inspection/sealed.go). Phone and server must get the same
// bytes; testdata/canonical.json is run by both. Start reading at Canonical (canonical.go), then ActSum (chain.go).
package evidence
