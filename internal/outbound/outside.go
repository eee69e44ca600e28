package outbound

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// outside is the door to the world for addresses that people type: it opens to no address inside the server's own network,
// unless the operator allows that. The name is resolved once, and the very address that is dialled is looked at, so a name
// that answers otherwise the second time (DNS rebinding) gains nothing.
type outside struct{ allowInside bool }

// special are the address ranges that are not the public internet (IANA special-purpose registries), beyond what netip
// itself tells: carrier NAT, protocol assignments, documentation, benchmarking, 6to4 and NAT64 (which hide an IPv4 address
// inside), reserved, and the discard prefix.
var special = prefixes("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
	"64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10")

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, text := range list {
		out[i] = netip.MustParsePrefix(text)
	}
	return out
}

// inside says whether an address is of the server's own network, its own machine, or of nobody's.
func inside(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	if !ip.IsValid() || ip.IsUnspecified() || ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast() || ip.IsLinkLocalMulticast() || ip.IsInterfaceLocalMulticast() || ip.IsMulticast() {
		return true
	}
	if ip.Is6() {
		if b := ip.As16(); [12]byte(b[:12]) == [12]byte{} { // ::a.b.c.d, the old way to hide an IPv4 address
			return true
		}
	}
	for _, p := range special {
		if p.Contains(ip) {
			return true
		}
	}
	return false
}

// look refuses a host all or some of whose addresses are inside; for telling people early. A name that does not resolve is
// let through: it may be made tomorrow, and the door is shut at dialling anyway.
func (o outside) look(ctx context.Context, host string) error {
	if o.allowInside {
		return nil
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		if inside(ip) {
			return WebhookInside
		}
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	addresses, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil
	}
	for _, ip := range addresses {
		if inside(ip) {
			return WebhookInside
		}
	}
	return nil
}

// control is asked for the very address about to be dialled, after names are resolved and before anything is sent.
func (o outside) control(_, address string, _ syscall.RawConn) error {
	if o.allowInside {
		return nil
	}
	at, err := netip.ParseAddrPort(address)
	if err != nil || inside(at.Addr()) {
		return errInside
	}
	return nil
}

var errInside = errors.New("the address is inside the server's own network")

// client asks only the outside, follows nobody elsewhere, and goes through no proxy, which would dial for us unseen.
func (o outside) client(timeout time.Duration) *http.Client {
	dialer := &net.Dialer{Timeout: timeout, Control: o.control}
	return &http.Client{
		Timeout:       timeout,
		Transport:     &http.Transport{DialContext: dialer.DialContext, TLSHandshakeTimeout: timeout, MaxIdleConnsPerHost: 2, IdleConnTimeout: time.Minute},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
