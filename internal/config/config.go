// Package config is the one place where the server learns its settings.
//
// It reads the embedded configs/server.yaml (every key beside its default), lays the operator's own file over it and
// the environment over both, and then refuses nonsense: unknown keys, values out of bounds, settings that contradict
// each other. A server that starts has settings that make sense together. The room refuses to know what the settings
// are used for, to read the environment behind the caller's back, and to print a secret. Start reading at Config and Load.
package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"anjian/configs"
)

// Config is every setting of the server. What a key means, and its default, stands in configs/server.yaml.
type Config struct {
	Addr      string   `yaml:"addr"`
	DataDir   string   `yaml:"data_dir"`
	PublicURL string   `yaml:"public_url"`
	Demo      bool     `yaml:"demo"`
	Database  Database `yaml:"database"`
	Files     Files    `yaml:"files"`
	Identity  Identity `yaml:"identity"`
	TLS       TLS      `yaml:"tls"`
	Limits    Limits   `yaml:"limits"`
	Paper     Paper    `yaml:"paper"`
	Evidence  Evidence `yaml:"evidence"`
	Loop      Loop     `yaml:"loop"`
	Outbound  Outbound `yaml:"outbound"`
	Looks     Looks    `yaml:"looks"`
	Log       Log      `yaml:"log"`
}

// Database says where the rows are kept.
type Database struct {
	Driver      string        `yaml:"driver"` // "sqlite" or "mysql"
	DSN         Secret        `yaml:"dsn"`    // after Load never empty: the SQLite default is filled in
	MaxOpen     int           `yaml:"max_open"`
	MaxIdle     int           `yaml:"max_idle"`
	MaxLifetime time.Duration `yaml:"max_lifetime"`
	ConnectWait time.Duration `yaml:"connect_wait"`
}

// Files says where photos and ink are kept, and what is taken.
type Files struct {
	Driver         string        `yaml:"driver"` // "disk" or "s3"
	Endpoint       string        `yaml:"endpoint"`
	Region         string        `yaml:"region"`
	Bucket         string        `yaml:"bucket"`
	AccessKey      Secret        `yaml:"access_key"`
	SecretKey      Secret        `yaml:"secret_key"`
	UseTLS         bool          `yaml:"use_tls"`
	MaxUploadBytes Size          `yaml:"max_upload_bytes"`
	MaxPixels      int           `yaml:"max_pixels"`
	UnclaimedAfter time.Duration `yaml:"unclaimed_after"`
}

// Identity says how long people stay signed in and how often they may try.
type Identity struct {
	AccessTTL        time.Duration `yaml:"access_ttl"`
	RefreshTTL       time.Duration `yaml:"refresh_ttl"`
	LockoutFailures  int           `yaml:"lockout_failures"`
	LockoutWindow    time.Duration `yaml:"lockout_window"`
	LockoutFor       time.Duration `yaml:"lockout_for"`
	SignInsPerMinute int           `yaml:"sign_ins_per_minute"`
	PasswordChecks   int           `yaml:"password_checks"`
	TrustedProxies   []string      `yaml:"trusted_proxies"`
	RescueSecret     Secret        `yaml:"rescue_secret"`
}

// TLS says whether the server speaks https itself: with given files, with its own local authority, or not at all.
type TLS struct {
	CertFile string `yaml:"cert_file"`
	KeyFile  string `yaml:"key_file"`
	LocalCA  bool   `yaml:"local_ca"`
}

// Limits bounds what one request may cost.
type Limits struct {
	RequestBytes      Size          `yaml:"request_bytes"`
	BatchBytes        Size          `yaml:"batch_bytes"`
	BatchActs         int           `yaml:"batch_acts"`
	RescueBytes       Size          `yaml:"rescue_bytes"`
	RequestsPerSecond int           `yaml:"requests_per_second"`
	RequestsBurst     int           `yaml:"requests_burst"`
	RequestTimeout    time.Duration `yaml:"request_timeout"`
	HeaderTimeout     time.Duration `yaml:"header_timeout"`
	UploadTimeout     time.Duration `yaml:"upload_timeout"`
	IdleTimeout       time.Duration `yaml:"idle_timeout"`
	ShutdownGrace     time.Duration `yaml:"shutdown_grace"`
}

// Looks says how long it is kept who looked at what, and how much of it.
type Looks struct {
	Keep     time.Duration `yaml:"keep"`
	MostADay int           `yaml:"most_a_day"`
}

// Paper says how documents are set.
type Paper struct {
	FontDir  string `yaml:"font_dir"`
	HeadLine string `yaml:"head_line"`
	Contact  string `yaml:"contact"`
	// SignCertFile (with its chain) and SignKeyFile are PEM files.
	SignCertFile string `yaml:"sign_cert_file"`
	SignKeyFile  string `yaml:"sign_key_file"`
	// StampURL is an RFC 3161 service, StampPolicy the policy to ask it for, StampRootsFile (PEM) what its certificate must
	// chain to, StampTimeout how long its answer may take.
	StampURL       string        `yaml:"stamp_url"`
	StampPolicy    string        `yaml:"stamp_policy"`
	StampRootsFile string        `yaml:"stamp_roots_file"`
	StampTimeout   time.Duration `yaml:"stamp_timeout"`
	// CARootsFile and SM2RootsFile are PEM files with the authorities whose certificates may sign a record.
	CARootsFile  string `yaml:"ca_roots_file"`
	SM2RootsFile string `yaml:"sm2_roots_file"`
	// CRLFiles are lists of certificates these authorities have revoked; they are read again every hour.
	CRLFiles []string `yaml:"crl_files"`
}

// Outbound says what leaves by itself and where to.
type Outbound struct {
	ConfigDir    string        `yaml:"config_dir"`
	CityEndpoint string        `yaml:"city_endpoint"`
	CityToken    Secret        `yaml:"city_token"`
	CityTimeout  time.Duration `yaml:"city_timeout"`
	AllowInside  bool          `yaml:"allow_inside"`
}

// Evidence says by which suites case files and published roots are signed.
type Evidence struct {
	SM2 bool `yaml:"sm2"`
}

// Loop says by which customs a check is carried from its record to its end; how long things may take stands in
// clocks.yaml.
type Loop struct {
	OrderApproval  bool   `yaml:"order_approval"`
	Remedies       string `yaml:"remedies"`
	KeepYears      int    `yaml:"keep_years"`
	KeepYearsGrave int    `yaml:"keep_years_grave"`
	KeepBasis      string `yaml:"keep_basis"`
	Numbering      string `yaml:"numbering"`
	NumberWidth    int    `yaml:"number_width"`
}

// Log says how much is logged and in which form.
type Log struct {
	Level  string `yaml:"level"`  // debug, info, warn, error
	Format string `yaml:"format"` // text, json

	MetricsToken Secret `yaml:"metrics_token"` // empty: /metrics is for this machine alone
}

// Load reads the settings: the embedded defaults, then the YAML file at path (none when path is empty), then environ
// (as os.Environ gives it; only names that begin with ANJIAN_ count). When path is empty, ANJIAN_CONFIG may name the
// file. Every complaint found is in the error, one sentence a line, each naming its key.
func Load(path string, environ []string) (Config, error) {
	var c Config
	if err := decode(configs.Server, &c); err != nil {
		return Config{}, fmt.Errorf("config: the embedded server.yaml: %w", err)
	}
	vars := variables(environ)
	if path == "" {
		path = vars["ANJIAN_CONFIG"]
	}
	if path != "" {
		text, err := os.ReadFile(path)
		if err != nil {
			return Config{}, fmt.Errorf("config: read the settings: %w", err)
		}
		if err := decode(text, &c); err != nil {
			return Config{}, fmt.Errorf("config: %s: %w", path, err)
		}
	}
	if err := override(&c, vars); err != nil {
		return Config{}, fmt.Errorf("config: environment: %w", err)
	}
	if err := c.settle(); err != nil {
		return Config{}, fmt.Errorf("config: %w", err)
	}
	return c, nil
}

// decode lays one YAML text over c. Keys that c does not know are an error.
func decode(text []byte, c *Config) error {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(c); err != nil && !errors.Is(err, io.EOF) {
		var wrong *yaml.TypeError
		if errors.As(err, &wrong) {
			return errors.New(strings.Join(wrong.Errors, "; "))
		}
		return err
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return errors.New("the file must hold exactly one YAML document")
	}
	return nil
}

// String gives every setting, one "key: value" a line, with secrets shown only as set or not set.
func (c Config) String() string {
	var text strings.Builder
	for _, k := range keysOf(&c) {
		fmt.Fprintf(&text, "%s: %s\n", k.path, show(k.value))
	}
	return text.String()
}

func show(v reflect.Value) string {
	if v.Kind() == reflect.Slice {
		parts := make([]string, v.Len())
		for i := range parts {
			parts[i] = fmt.Sprint(v.Index(i).Interface())
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	if v.Kind() == reflect.String && v.Type() == reflect.TypeFor[string]() {
		return fmt.Sprintf("%q", v.String())
	}
	return fmt.Sprint(v.Interface())
}
