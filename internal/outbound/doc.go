// Package outbound is what leaves by itself: reports to the city's system, notices, webhooks.
//
// Everything goes through one outbox (store/outbox.go): a row is put there in the transaction that is its reason, taken by
// one sender at a time under a lease, and ticked off in the transaction that writes what came of it. So any number of
// servers may work on it, and one that dies is followed by another; the other side may be asked twice, and each kind says
// in its own file why that does no harm. The room refuses to decide anything about a case, puts no case content into a
// message, and writes no secret into a row, a log or an address. Start reading at Room, then work.go, then the kind you
// care about: report.go, notices.go, webhooks.go.
package outbound
