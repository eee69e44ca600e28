package config

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A MySQL address as the driver takes it: user[:password]@network(address)/database[?parameters].
var mysqlDSN = regexp.MustCompile(`^[^:@/]+(:.*)?@(tcp|unix)\([^()]+\)/[^/?]+(\?.*)?$`)

// settle refuses what cannot be meant and fills in what follows from other settings. All complaints come at once.
func (c *Config) settle() error {
	var wrong []error
	refuse := func(format string, args ...any) { wrong = append(wrong, fmt.Errorf(format, args...)) }

	port := ""
	if _, p, err := net.SplitHostPort(c.Addr); err != nil {
		refuse("addr: %q is not host:port or :port", c.Addr)
	} else if n, err := strconv.Atoi(p); err != nil || n < 0 || n > 65535 {
		refuse("addr: %q is not a port between 0 and 65535", p)
	} else {
		port = p
	}
	if strings.TrimSpace(c.DataDir) == "" {
		refuse("data_dir: must name a folder; keys and, by default, everything else is kept there")
	}
	c.settleTLS(refuse)
	c.settlePublicURL(port, refuse)
	c.settleDatabase(refuse)
	c.settleFiles(refuse)
	c.settleIdentity(refuse)
	c.settleLimits(refuse)
	c.settleOutbound(refuse)
	c.settleLoop(refuse)
	c.settleLooks(refuse)
	oneOf(refuse, "log.level", c.Log.Level, "debug", "info", "warn", "error")
	oneOf(refuse, "log.format", c.Log.Format, "text", "json")
	return errors.Join(wrong...)
}

// settleLoop: a file is kept at least as long as an offence that harmed life can be pursued (行政处罚法 36).
func (c *Config) settleLoop(refuse func(string, ...any)) {
	if n := utf8.RuneCountInString(c.Loop.Remedies); n == 0 || n > 500 {
		refuse("loop.remedies: must say in at most 500 characters where one can turn against an order")
	}
	if c.Loop.KeepYears < 2 || c.Loop.KeepYears > 100 {
		refuse("loop.keep_years: must be between 2 and 100")
	}
	if c.Loop.KeepYearsGrave < max(5, c.Loop.KeepYears) || c.Loop.KeepYearsGrave > 100 {
		refuse("loop.keep_years_grave: must be between 5, or loop.keep_years if that is more, and 100")
	}
	if n := utf8.RuneCountInString(c.Loop.KeepBasis); n == 0 || n > 300 {
		refuse("loop.keep_basis: must say in at most 300 characters where these years come from")
	}
	oneOf(refuse, "loop.numbering", c.Loop.Numbering, "chain", "per_type")
	if c.Loop.NumberWidth < 0 || c.Loop.NumberWidth > 6 {
		refuse("loop.number_width: must be between 0 and 6")
	}
}

// settleLooks: logs are kept for at least six months (网络安全法 21).
func (c *Config) settleLooks(refuse func(string, ...any)) {
	if c.Looks.Keep < 184*24*time.Hour {
		refuse("looks.keep: %s is too short; who looked is kept for at least six months (4416h)", c.Looks.Keep)
	}
	if c.Looks.MostADay < 1 {
		refuse("looks.most_a_day: must be at least 1")
	}
}

// Secure tells whether the server itself speaks https.
func (t TLS) Secure() bool { return t.LocalCA || t.CertFile != "" }

func (c *Config) settleTLS(refuse func(string, ...any)) {
	if (c.TLS.CertFile == "") != (c.TLS.KeyFile == "") {
		refuse("tls.cert_file and tls.key_file: set both or neither; a certificate without its key serves nobody")
	}
	if (c.Paper.SignCertFile == "") != (c.Paper.SignKeyFile == "") {
		refuse("paper.sign_cert_file and paper.sign_key_file: set both or neither")
	}
	if c.TLS.LocalCA && (c.TLS.CertFile != "" || c.TLS.KeyFile != "") {
		refuse("tls.local_ca: cannot be true while tls.cert_file or tls.key_file is set; choose one source of certificates")
	}
}

func (c *Config) settlePublicURL(port string, refuse func(string, ...any)) {
	scheme := "http"
	if c.TLS.Secure() {
		scheme = "https"
	}
	if c.PublicURL == "" {
		c.PublicURL = scheme + "://localhost:" + port
		return
	}
	u, err := url.Parse(c.PublicURL)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		refuse("public_url: %q is not an address such as https://anjian.example.gov.cn", c.PublicURL)
		return
	}
	if strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		refuse("public_url: %q must be only scheme, host and port; the app lives at the root", c.PublicURL)
		return
	}
	if u.Scheme == "http" && c.TLS.Secure() {
		refuse("public_url: begins with http:// but tls is configured; people would be sent where nobody listens")
		return
	}
	c.PublicURL = u.Scheme + "://" + u.Host
}

func (c *Config) settleDatabase(refuse func(string, ...any)) {
	d := &c.Database
	oneOf(refuse, "database.driver", d.Driver, "sqlite", "mysql")
	looksLikeMySQL := mysqlDSN.MatchString(d.DSN.Reveal())
	switch d.Driver {
	case "sqlite":
		if looksLikeMySQL {
			refuse("database.dsn: is the address of a MySQL server, but database.driver is sqlite; set the driver to mysql")
		}
		if strings.ContainsAny(d.DSN.Reveal(), "?#") || strings.HasPrefix(d.DSN.Reveal(), "file:") {
			refuse("database.dsn: for sqlite give only the path of the file; the server adds the parameters that make it safe")
		}
		if d.DSN == "" {
			d.DSN = Secret(filepath.Join(c.DataDir, "anjian.db"))
		}
	case "mysql":
		if d.DSN == "" {
			refuse("database.dsn: is needed with driver mysql, for example user:password@tcp(127.0.0.1:3306)/anjian")
		} else if !looksLikeMySQL {
			refuse("database.dsn: is not of the form user:password@tcp(host:3306)/database")
		}
	}
	atLeast(refuse, "database.max_open", d.MaxOpen, 1)
	atLeast(refuse, "database.max_idle", d.MaxIdle, 0)
	if d.MaxIdle > d.MaxOpen {
		refuse("database.max_idle: %d is more than database.max_open, %d", d.MaxIdle, d.MaxOpen)
	}
	atLeast(refuse, "database.max_lifetime", d.MaxLifetime, time.Second)
	atLeast(refuse, "database.connect_wait", d.ConnectWait, 0)
}

func (c *Config) settleFiles(refuse func(string, ...any)) {
	f := c.Files
	oneOf(refuse, "files.driver", f.Driver, "disk", "s3")
	given := []struct {
		name string
		set  bool
	}{
		{"files.endpoint", f.Endpoint != ""}, {"files.bucket", f.Bucket != ""},
		{"files.access_key", f.AccessKey != ""}, {"files.secret_key", f.SecretKey != ""},
	}
	for _, g := range given {
		if f.Driver == "s3" && !g.set {
			refuse("%s: is needed with files.driver s3", g.name)
		}
		if f.Driver == "disk" && g.set {
			refuse("%s: is set, but files.driver is disk and would ignore it; set the driver to s3", g.name)
		}
	}
	if strings.Contains(f.Endpoint, "/") {
		refuse("files.endpoint: %q must be host:port without scheme and path; files.use_tls says whether it is https", f.Endpoint)
	}
	atLeast(refuse, "files.max_upload_bytes", f.MaxUploadBytes, 64<<10)
	atLeast(refuse, "files.max_pixels", f.MaxPixels, 1_000_000)
	if f.UnclaimedAfter < 24*time.Hour {
		refuse("files.unclaimed_after: %s is too short; a phone may be without signal for a day and its photos go first (at least 24h)", f.UnclaimedAfter)
	}
}

func (c *Config) settleIdentity(refuse func(string, ...any)) {
	i := c.Identity
	atLeast(refuse, "identity.access_ttl", i.AccessTTL, time.Second)
	if i.AccessTTL > time.Hour {
		refuse("identity.access_ttl: %s is too long; taking away somebody's access would wait for it (at most 1h)", i.AccessTTL)
	}
	if i.RefreshTTL <= i.AccessTTL {
		refuse("identity.refresh_ttl: %s must be longer than identity.access_ttl, %s", i.RefreshTTL, i.AccessTTL)
	}
	atLeast(refuse, "identity.lockout_failures", i.LockoutFailures, 3)
	atLeast(refuse, "identity.lockout_window", i.LockoutWindow, time.Second)
	atLeast(refuse, "identity.lockout_for", i.LockoutFor, time.Second)
	atLeast(refuse, "identity.sign_ins_per_minute", i.SignInsPerMinute, 1)
	atLeast(refuse, "identity.password_checks", i.PasswordChecks, 1)
	for _, p := range i.TrustedProxies {
		if _, err := netip.ParsePrefix(p); err != nil {
			if _, err := netip.ParseAddr(p); err != nil {
				refuse("identity.trusted_proxies: %q is neither an address nor a range such as 10.0.0.0/8", p)
			}
		}
	}
}

func (c *Config) settleLimits(refuse func(string, ...any)) {
	l := c.Limits
	atLeast(refuse, "limits.request_bytes", l.RequestBytes, 16<<10)
	atLeast(refuse, "limits.batch_bytes", l.BatchBytes, 256<<10)
	atLeast(refuse, "limits.batch_acts", l.BatchActs, 1)
	atLeast(refuse, "limits.rescue_bytes", l.RescueBytes, 1<<20)
	atLeast(refuse, "limits.requests_per_second", l.RequestsPerSecond, 1)
	atLeast(refuse, "limits.requests_burst", l.RequestsBurst, l.RequestsPerSecond)
	atLeast(refuse, "limits.request_timeout", l.RequestTimeout, time.Second)
	atLeast(refuse, "limits.header_timeout", l.HeaderTimeout, time.Second)
	atLeast(refuse, "limits.upload_timeout", l.UploadTimeout, l.RequestTimeout)
	atLeast(refuse, "limits.idle_timeout", l.IdleTimeout, time.Second)
	atLeast(refuse, "limits.shutdown_grace", l.ShutdownGrace, 0)
	if l.BatchBytes < l.RequestBytes {
		refuse("limits.batch_bytes: %s is less than limits.request_bytes, %s; a batch carries many requests", l.BatchBytes, l.RequestBytes)
	}
}

func oneOf(refuse func(string, ...any), name, value string, allowed ...string) {
	if !slices.Contains(allowed, value) {
		refuse("%s: %q is none of %s", name, value, strings.Join(allowed, ", "))
	}
}

func atLeast[T int | Size | time.Duration](refuse func(string, ...any), name string, value, least T) {
	if value < least {
		refuse("%s: %v is too little (at least %v)", name, value, least)
	}
}
