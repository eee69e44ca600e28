// Package stamping asks a time-stamp service (RFC 3161) when something was there, so that not only the server's own clock
// says so. It takes no answer on trust: a token must be over what was asked, under the policy asked for, and of a service
// whose certificate chains to the configured root.
//
// It refuses to decide what a missing time-stamp means: whoever asks goes on without and says so. Start reading at Service.
package stamping
