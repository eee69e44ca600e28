// Package fault is the one error type of the house.
//
// Every refusal that a person or a client may see is a fault.Error with a stable Code; the rest of the world (broken
// disks, dead databases) is wrapped once into one of these at the edge of the room that met it. The room refuses to
// know about HTTP: which status a Kind becomes is decided in api/rest alone. Start reading at Error.
package fault

import (
	"errors"
	"fmt"
)

// Kind says what sort of no this is. It decides the status on the wire and what a phone does next.
type Kind string

// The kinds, from "your request makes no sense" to "our side is broken".
const (
	Invalid         Kind = "invalid"         // the request is malformed or out of bounds
	Unauthenticated Kind = "unauthenticated" // nobody is signed in
	Forbidden       Kind = "forbidden"       // known, but this role may never do this
	NotFound        Kind = "not_found"       // not there, or not yours: the two are never told apart
	Conflict        Kind = "conflict"        // the same id with another content, a version that moved
	Refused         Kind = "refused"         // well-formed, but the law or the procedure says no
	TooLarge        Kind = "too_large"       // over a stated bound
	RateLimited     Kind = "rate_limited"    // too many, come back later
	Unavailable     Kind = "unavailable"     // a store is down or busy; nothing happened, send it again
	Internal        Kind = "internal"        // a defect or an unforeseen state; nothing happened
)

// Error is a refusal with a face for people (Code, Message, Article, Details) and a private cause for the log.
// Code is stable for ever. Message is one English sentence; clients translate by Code. Article names the legal
// ground (a code of configs/law.yaml) when the law is the reason. Details are small values that fill the sentence.
type Error struct {
	Kind    Kind
	Code    string
	Message string
	Article string
	Details map[string]any
	cause   error
}

// New makes a refusal.
func New(kind Kind, code, message string) *Error {
	return &Error{Kind: kind, Code: code, Message: message}
}

// Error gives the sentence with its code, and the cause behind it: for logs, never for the wire.
func (e *Error) Error() string {
	if e.cause != nil {
		return fmt.Sprintf("%s: %s: %v", e.Code, e.Message, e.cause)
	}
	return e.Code + ": " + e.Message
}

// Unwrap gives the private cause.
func (e *Error) Unwrap() error { return e.cause }

// Is makes errors.Is(err, catalogueEntry) true for the same code, however it was detailed or caused.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// With gives a copy with one more detail.
func (e *Error) With(key string, value any) *Error {
	c := *e
	c.Details = make(map[string]any, len(e.Details)+1)
	for k, v := range e.Details {
		c.Details[k] = v
	}
	c.Details[key] = value
	return &c
}

// Under gives a copy that names the article it rests on.
func (e *Error) Under(article string) *Error {
	c := *e
	c.Article = article
	return &c
}

// Because gives a copy that carries the private cause.
func (e *Error) Because(cause error) *Error {
	c := *e
	c.cause = cause
	return &c
}

// KindOf tells the kind of any error; one that is no fault is Internal.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// CodeOf tells the code of any error; one that is no fault has "internal".
func CodeOf(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return "internal"
}
