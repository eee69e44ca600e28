// Package files keeps photos: bytes named by their own SHA-256, once each, for ever the same.
//
// A photo arrives in pieces over a bad link (tus 1.0, UploadHandler) or at once (Put), is hashed and looked through
// while nothing but a scratch copy exists, is made durable, is announced to the store (Options.Stored), and only then is
// the sender told that it is safe. It is read back by Open and Thumbnail. Bytes lie in Objects, of which there are two:
// a folder (Disk) and any S3-compatible server (S3). Nothing is remembered between two requests except in Objects, so
// every replica over the same objects can go on with an upload another one began.
//
// The room refuses: anything that is not one whole JPEG, PNG or WebP picture of the declared type, size and hash;
// pictures whose header promises more pixels than a server should ever unfold; an upload of somebody else. It does not
// know who may see which photo (the rest room asks the case), nor which photo an act has claimed (the store does).
// Ink is not kept here: strokes travel inside acts.
//
// Start reading at Room, then settle.go (what a photo goes through), then upload.go (how it arrives).
package files
