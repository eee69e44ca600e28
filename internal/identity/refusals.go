package identity

import "anjian/internal/fault"

// All the ways to be told no at the door. The first says the same whether the user name, the password, or the account
// is wrong: nobody learns here which accounts exist.
var (
	WrongSignIn          = fault.New(fault.Unauthenticated, "sign_in.wrong", "The user name or the password is wrong.")
	SignInLocked         = fault.New(fault.RateLimited, "sign_in.locked", "Too many wrong passwords. Wait before trying again.")
	SignInTooFast        = fault.New(fault.RateLimited, "sign_in.too_fast", "Too many attempts from this address. Wait before trying again.")
	TokenMissing         = fault.New(fault.Unauthenticated, "token.missing", "Sign in first.")
	TokenInvalid         = fault.New(fault.Unauthenticated, "token.invalid", "This access token is not valid here.")
	TokenExpired         = fault.New(fault.Unauthenticated, "token.expired", "This access token has expired; refresh the session.")
	SessionEnded         = fault.New(fault.Unauthenticated, "session.ended", "This session has ended. Sign in again.")
	SessionReused        = fault.New(fault.Unauthenticated, "session.reused", "A used refresh token came back; the session was ended for safety. Sign in again.")
	PasswordUnfit        = fault.New(fault.Invalid, "password.unfit", "A password has 8 to 128 characters.")
	PasswordIsDemo       = fault.New(fault.Refused, "password.demo", "The demo password cannot be used on a real server.")
	LinkDead             = fault.New(fault.NotFound, "link.dead", "This link opens nothing. Ask the inspector for a new one.")
	LinkTooFast          = fault.New(fault.RateLimited, "link.too_fast", "Too many attempts with links. Wait before trying again.")
	RescueOtherKey       = fault.New(fault.Refused, "rescue.other_key", "This rescue pack was sealed to another bureau, or to a server that is no more.")
	RescueKeyLocked      = fault.New(fault.Unavailable, "rescue.key_locked", "The key for rescue packs cannot be opened with the secret this server is configured with.")
	RescueAuthorUnknown  = fault.New(fault.Refused, "rescue.author_unknown", "This rescue pack does not prove who made it.")
	RescueAuthorDisabled = fault.New(fault.Refused, "rescue.author_disabled", "Whoever made this rescue pack no longer has an account.")
	PhoneKeyForeign      = fault.New(fault.Refused, "phone_key.foreign", "This key of a phone was sealed for another person or bureau, or by a server that is no more.")
	DeviceKeyUnfit       = fault.New(fault.Invalid, "device.key_unfit", "This is no key that a device may enrol.")
	DeviceProofWrong     = fault.New(fault.Refused, "device.proof_wrong", "The device did not prove that it holds this key in this session.")
	DeviceKeyTaken       = fault.New(fault.Conflict, "device.key_taken", "This key is enrolled for another person or device.")
	DeviceTooMany        = fault.New(fault.Refused, "device.too_many", "No more devices may be enrolled by this link.")
	DeviceRevoked        = fault.New(fault.Refused, "device.revoked", "This device was revoked for this person, or this key was replaced.")
	DeviceReason         = fault.New(fault.Invalid, "device.reason", "Revoking a device needs a reason of at most 200 characters.")
)
