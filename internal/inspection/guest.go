package inspection

// Purpose is what a capability link is for: somebody without an account comes by it to one check, and may do there what
// the purpose says and nothing else. Empty: the actor has an account.
type Purpose string

// The purposes of a link.
const (
	ForSigning    Purpose = "sign"    // read the sealed record, sign or refuse it for the enterprise
	ForExpert     Purpose = "expert"  // give an opinion as an invited expert
	ForRectifying Purpose = "rectify" // report what was put right
	ForNotice     Purpose = "notice"  // read the notice of the check 检查通知书
)

// bySigningLink are the acts of the enterprise that somebody may do who came to sign; what was put right is reported by
// a link of its own, or with an account.
var bySigningLink = []Kind{SignRecord, RefuseSignature, SignSupplement, RefuseSupplement, SignWithCertificate, StateDefence, ConfirmAddress, SignPaper, RefusePaper}

// Guest is true for an actor who came by a link: PersonID is then the link's id, CheckID the only check it opens.
func (a Actor) Guest() bool { return a.Purpose != "" || a.CheckID != "" }

// Keeps is true when an actor's link, if it is one that brought them, opens this check at all. A link that reads the
// notice opens no more than the notice.
func (a Actor) Keeps(checkID string) bool {
	return !a.Guest() || a.CheckID == checkID && a.Purpose != ForNotice && a.Purpose != ""
}

// Announced are the states in which there is a notice to read: the check has been approved and was not called off.
var Announced = []State{Ready, Open, Recorded, Signed, Closed, EntryRefused}
