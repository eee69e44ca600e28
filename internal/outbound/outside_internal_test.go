package outbound

import (
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

// Every way to name an address inside the server's own network that somebody may try.
func TestNothingInsideIsDialled(t *testing.T) {
	for _, text := range []string{
		"127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "169.254.0.1", "100.64.0.1", "100.100.100.200",
		"192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.7", "224.0.0.1", "240.0.0.1", "255.255.255.255",
		"::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "fd00:ec2::254",
		"::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "::7f00:1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001::1", "2001:db8::1",
	} {
		if !inside(netip.MustParseAddr(text)) {
			t.Errorf("%s passes for outside", text)
		}
	}
	for _, text := range []string{"1.1.1.1", "8.8.8.8", "114.114.114.114", "172.32.0.1", "172.15.0.1", "100.128.0.1", "2606:4700::1111", "240e:0:1::1", "::ffff:1.1.1.1"} {
		if inside(netip.MustParseAddr(text)) {
			t.Errorf("%s passes for inside", text)
		}
	}
}

// The door is at dialling: it does not matter how the address was written, nor what a name said before.
func TestTheDoorIsWhereItIsDialled(t *testing.T) {
	heard := 0
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { heard++ }))
	defer server.Close()
	_, port, err := net.SplitHostPort(strings.TrimPrefix(server.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	shut, open := outside{}.client(3*time.Second), outside{allowInside: true}.client(3*time.Second)
	for _, host := range []string{"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "0x7f000001", "127.1", "localhost."} {
		if answer, err := shut.Get("http://" + host + ":" + port + "/"); err == nil {
			_ = answer.Body.Close()
			t.Errorf("%s was reached", host)
		}
	}
	if heard != 0 {
		t.Errorf("%d requests came in", heard)
	}
	answer, err := open.Get("http://127.0.0.1:" + port + "/")
	if err != nil || heard != 1 {
		t.Fatalf("allowed and not reached: %v", err)
	}
	_ = answer.Body.Close()
	if err := (outside{}).look(t.Context(), "localhost"); !errors.Is(err, WebhookInside) {
		t.Errorf("localhost: %v", err)
	}
	if err := (outside{}).control("tcp", "no address", nil); err == nil {
		t.Error("what is no address was let through")
	}
}

func TestNobodyIsFollowedElsewhere(t *testing.T) {
	reached := false
	inner := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	defer inner.Close()
	outer := httptest.NewServer(http.RedirectHandler(inner.URL, http.StatusTemporaryRedirect))
	defer outer.Close()
	answer, err := outside{allowInside: true}.client(3*time.Second).Post(outer.URL, "application/json", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if reached || answer.StatusCode != http.StatusTemporaryRedirect {
		t.Errorf("followed (%d)", answer.StatusCode)
	}
}

func TestQuietHoursEndInTheMorning(t *testing.T) {
	night := Quiet{"20:00", "07:30"}
	at := func(text string) time.Time {
		moment, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return moment
	}
	for now, want := range map[string]string{
		"2026-11-24T19:59:00+08:00": "2026-11-24T19:59:00+08:00",
		"2026-11-24T20:00:00+08:00": "2026-11-25T07:30:00+08:00",
		"2026-11-24T23:59:59+08:00": "2026-11-25T07:30:00+08:00",
		"2026-11-25T00:00:00+08:00": "2026-11-25T07:30:00+08:00",
		"2026-11-25T07:29:00+08:00": "2026-11-25T07:30:00+08:00",
		"2026-11-25T07:30:00+08:00": "2026-11-25T07:30:00+08:00",
		"2026-12-31T22:00:00+08:00": "2027-01-01T07:30:00+08:00",
	} {
		if got := night.after(at(now)); !got.Equal(at(want)) {
			t.Errorf("at %s: %s, not %s", now, got, want)
		}
	}
	noon, never := Quiet{"12:00", "13:30"}, Quiet{"08:00", "08:00"}
	if got := noon.after(at("2026-11-24T12:30:00+08:00")); !got.Equal(at("2026-11-24T13:30:00+08:00")) {
		t.Errorf("at noon: %s", got)
	}
	if now := at("2026-11-24T08:00:00+08:00"); !never.after(now).Equal(now) {
		t.Error("never quiet, and quiet")
	}
	for _, bad := range []Quiet{{"24:00", "07:00"}, {"7:00", "08:00"}, {"", ""}, {"20:00", "x"}} {
		if bad.Check() == nil {
			t.Errorf("%v was taken", bad)
		}
	}
}
