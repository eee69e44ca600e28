// Package rescue reads rescue packs: everything a phone could not send, in one file that only its bureau can open.
//
// A pack is, one after the other (numbers big-endian):
//
//	8 bytes   "ANJIANR1"
//	4 bytes   length of the head, at most 4096
//	head      JSON: format "anjian/rescue/1", agreement "ECDH-P256", derivation "HKDF-SHA256", cipher "AES-256-GCM",
//	          keyId, ephemeral (P-256 point, uncompressed, base64url), salt (base64url), chunk (bytes of plain text in a chunk)
//	chunks    4 bytes length, then that many bytes of AES-256-GCM
//
// The key is HKDF-SHA256 over the agreed secret, with the salt, and as info "anjian/rescue/1\n" and the SHA-256 of all
// bytes before the first chunk: a changed head opens nothing. The nonce of chunk i is 7 zero bytes, i in 4 bytes, and 1
// for the last chunk or 0: chunks that are missing, doubled, swapped or cut off at the end do not open. Every chunk but
// the last is full.
//
// The plain text is a row of entries: one byte what it is, 4 bytes length, so much JSON.
//
//	A  the author, first of all: {"token": author token, "device", "madeAt"}
//	M  an act as the wire has it
//	F  a picture: {"sha256", "type", "size", "checkId"}, and after the JSON that many bytes
//	E  the end: {"acts", "photos"}, how many there were
//
// The room refuses to believe anything: it bounds every length before it reserves memory, and holds one chunk at a time
// however large a pack is. It knows nothing of cases. Its twin is pwa/src/use/pack.ts. Start reading at Open.
package rescue
