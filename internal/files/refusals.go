package files

import (
	"context"
	"errors"
	"log/slog"

	"anjian/internal/fault"
)

// All the ways to be told no in this room.
var (
	// Our side. Nothing happened, or everything that happened is kept: send it again.
	StoreUnavailable = fault.New(fault.Unavailable, "files.store_unavailable", "The photo store cannot be reached; nothing is lost, send it again later.")
	DiskFull         = fault.New(fault.Unavailable, "files.disk_full", "The photo store is full; nothing is lost, send it again later.")
	NotRemembered    = fault.New(fault.Unavailable, "files.not_remembered", "The photo is stored but could not be entered in the books; send it again later.")
	Damaged          = fault.New(fault.Internal, "files.damaged", "The stored bytes no longer match their hash.")

	// Which one?
	NotFound       = fault.New(fault.NotFound, "files.not_found", "There is no such photo.")
	UploadNotFound = fault.New(fault.NotFound, "files.upload_not_found", "There is no such upload; begin it again.")
	NobodyUploads  = fault.New(fault.Unauthenticated, "files.nobody_uploads", "Nobody is signed in for this upload.")
	TooManyHashes  = fault.New(fault.Invalid, "files.too_many_hashes", "Too many hashes in one question.")

	// The promise made when an upload begins.
	HashRequired   = fault.New(fault.Invalid, "files.hash_required", "Upload-Metadata must name the sha256 of the photo as 64 hexadecimal digits.")
	LengthRequired = fault.New(fault.Invalid, "files.length_required", "Upload-Length must say the size of the photo in bytes.")
	Empty          = fault.New(fault.Invalid, "files.empty", "The photo has no bytes.")
	TooLarge       = fault.New(fault.TooLarge, "files.too_large", "The photo is larger than this server takes.")
	TypeNotTaken   = fault.New(fault.Refused, "files.type_not_taken", "Only JPEG, PNG and WebP pictures are taken; Upload-Metadata must name the filetype.")

	// The way of the pieces.
	OffsetMoved = fault.New(fault.Conflict, "files.offset_moved", "The upload does not stand at this offset; ask where it stands and go on from there.")
	TooLong     = fault.New(fault.TooLarge, "files.longer_than_promised", "More bytes came than the upload promised.")
	CutOff      = fault.New(fault.Invalid, "files.cut_off", "The request ended early; what arrived is kept.")
	Protocol    = fault.New(fault.Invalid, "files.protocol", "The request does not follow the tus 1.0 protocol.")

	// The picture itself.
	HashMismatch  = fault.New(fault.Refused, "files.hash_mismatch", "The bytes that arrived are not the promised ones; the upload is discarded.")
	NotAPicture   = fault.New(fault.Refused, "files.not_a_picture", "The file is not a still JPEG, PNG or WebP picture.")
	TypeMismatch  = fault.New(fault.Refused, "files.type_mismatch", "The picture is of another type than declared.")
	TooManyPixels = fault.New(fault.Refused, "files.too_many_pixels", "The picture has more pixels than are taken.")
	Truncated     = fault.New(fault.Refused, "files.truncated", "The picture is cut off or damaged inside.")
	Unreadable    = fault.New(fault.Refused, "files.unreadable", "The picture cannot be drawn.")
)

// storeFault gives trouble of the objects its face. A fault stays what it is.
func storeFault(err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*fault.Error](err); ok {
		return err
	}
	switch {
	case errors.Is(err, ErrMissing):
		return NotFound.Because(err)
	case errors.Is(err, ErrFull):
		return DiskFull.Because(err)
	default:
		return StoreUnavailable.Because(err)
	}
}

// writeFault is storeFault for writing: what is missing then is no photo but a part of the store.
func writeFault(err error) error {
	if _, ok := errors.AsType[*fault.Error](err); !ok && errors.Is(err, ErrMissing) {
		return StoreUnavailable.Because(err)
	}
	return storeFault(err)
}

// regret notes trouble that changes nothing for the one who asked (leftovers that the sweep removes later).
func regret(ctx context.Context, what string, err error) {
	if err != nil {
		slog.WarnContext(ctx, "files: "+what, "error", err)
	}
}
