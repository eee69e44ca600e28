package config_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"anjian/configs"
	"anjian/internal/config"
)

func load(t *testing.T, environ ...string) config.Config {
	t.Helper()
	c, err := config.Load("", environ)
	if err != nil {
		t.Fatalf("Load: %v", err)
	}
	return c
}

func TestWithoutAnySettingTheServerRunsOnItsOwn(t *testing.T) {
	c := load(t)
	if c.Addr != ":8080" || c.Database.Driver != "sqlite" || c.Files.Driver != "disk" || c.Demo {
		t.Errorf("defaults: addr %q, database %q, files %q, demo %t", c.Addr, c.Database.Driver, c.Files.Driver, c.Demo)
	}
	if got := c.Database.DSN.Reveal(); got != "data/anjian.db" {
		t.Errorf("the SQLite file is %q, want it inside the data folder", got)
	}
	if c.PublicURL != "http://localhost:8080" {
		t.Errorf("public address %q", c.PublicURL)
	}
	if c.Identity.AccessTTL != 15*time.Minute || c.Files.MaxUploadBytes != 20<<20 {
		t.Errorf("access_ttl %s, max_upload_bytes %s", c.Identity.AccessTTL, c.Files.MaxUploadBytes)
	}
}

// Values that each kind of setting can take and that differ from its default.
func another(t *testing.T, path, now string) string {
	t.Helper()
	for suffix, value := range map[string]string{
		"addr": "127.0.0.1:9090", "public_url": "https://anjian.example.gov.cn", "trusted_proxies": "10.0.0.0/8,192.0.2.7",
		"level": "debug", "format": "json", "region": "cn-north-1", "max_open": "17", "max_idle": "7", "files.driver": "s3", "database.driver": "mysql",
		"max_pixels": "41000000", "looks.keep": "8760h", "requests_burst": "201", "requests_per_second": "51",
	} {
		if strings.HasSuffix(path, suffix) {
			return value
		}
	}
	switch {
	case now == "true":
		return "false"
	case now == "false":
		return "true"
	case strings.HasPrefix(now, `"`), strings.HasPrefix(now, "("):
		return "/srv/other"
	case strings.HasSuffix(now, "iB"):
		return "16MiB"
	case strings.HasSuffix(now, "s"):
		if strings.HasSuffix(path, "access_ttl") {
			return "14m"
		}
		return "721h"
	default:
		return "9"
	}
}

func TestEveryKeyCanBeSetByItsEnvironmentName(t *testing.T) {
	// Settings that must come together, so that changing one of them alone is not refused for another reason.
	company := map[string][]string{
		"database.driver":        {"ANJIAN_DATABASE_DSN=u:p@tcp(127.0.0.1:3306)/anjian"},
		"files.driver":           s3(),
		"files.endpoint":         s3(),
		"files.bucket":           s3(),
		"files.access_key":       s3(),
		"files.secret_key":       s3(),
		"tls.cert_file":          {"ANJIAN_TLS_KEY_FILE=/k.pem"},
		"tls.key_file":           {"ANJIAN_TLS_CERT_FILE=/c.pem"},
		"paper.sign_cert_file":   {"ANJIAN_PAPER_SIGN_KEY_FILE=/k.pem"},
		"paper.sign_key_file":    {"ANJIAN_PAPER_SIGN_CERT_FILE=/c.pem"},
		"limits.request_timeout": {"ANJIAN_LIMITS_UPLOAD_TIMEOUT=800h"},
		"outbound.city_token":    {"ANJIAN_OUTBOUND_CITY_ENDPOINT=https://city.example/in"},
		"limits.request_bytes":   {"ANJIAN_LIMITS_BATCH_BYTES=32MiB"},
	}
	for _, key := range config.Keys() {
		path, env := key[0], key[1]
		t.Run(env, func(t *testing.T) {
			before := load(t)
			value := another(t, path, line(t, before, path))
			if own, ok := map[string]string{"files.endpoint": "store.example:9000", "outbound.config_dir": t.TempDir(), "outbound.city_endpoint": "https://city.example/in",
				"outbound.city_timeout": "31s", "loop.numbering": "per_type", "loop.number_width": "3"}[path]; ok {
				value = own
			}
			after := load(t, append(company[path], env+"="+value)...)
			if path == "database.dsn" || path == "identity.rescue_secret" || path == "outbound.city_token" || path == "log.metrics_token" || strings.HasSuffix(path, "_key") && strings.HasPrefix(path, "files.") {
				revealed := map[string]string{
					"database.dsn": after.Database.DSN.Reveal(), "files.access_key": after.Files.AccessKey.Reveal(),
					"files.secret_key": after.Files.SecretKey.Reveal(), "identity.rescue_secret": after.Identity.RescueSecret.Reveal(),
					"outbound.city_token": after.Outbound.CityToken.Reveal(), "log.metrics_token": after.Log.MetricsToken.Reveal(),
				}
				if revealed[path] != value {
					t.Errorf("%s=%s did not arrive", env, value)
				}
				return
			}
			if was, is := line(t, before, path), line(t, after, path); was == is {
				t.Errorf("%s=%s changed nothing: still %s", env, value, is)
			} else if !strings.Contains(strings.NewReplacer("0s", "", "0m", "").Replace(is), strings.TrimSuffix(strings.Split(value, ",")[0], "m")) {
				t.Errorf("%s=%s arrived as %s", env, value, is)
			}
		})
	}
}

func s3() []string {
	return []string{"ANJIAN_FILES_DRIVER=s3", "ANJIAN_FILES_ENDPOINT=127.0.0.1:9000", "ANJIAN_FILES_BUCKET=anjian",
		"ANJIAN_FILES_ACCESS_KEY=a", "ANJIAN_FILES_SECRET_KEY=s"}
}

func line(t *testing.T, c config.Config, path string) string {
	t.Helper()
	for l := range strings.Lines(c.String()) {
		if value, ok := strings.CutPrefix(l, path+": "); ok {
			return strings.TrimSpace(value)
		}
	}
	t.Fatalf("no key %s in the printed settings", path)
	return ""
}

func TestEveryKeyIsExplainedInServerYAML(t *testing.T) {
	var document yaml.Node
	if err := yaml.Unmarshal(configs.Server, &document); err != nil {
		t.Fatal(err)
	}
	written := map[string]bool{}
	var walk func(node *yaml.Node, path string)
	walk = func(node *yaml.Node, path string) {
		explained := false // a comment explains the keys under it up to the next comment
		for i := 0; i < len(node.Content); i += 2 {
			name, value := node.Content[i], node.Content[i+1]
			explained = explained || name.HeadComment != "" || name.LineComment != ""
			if value.Kind == yaml.MappingNode {
				walk(value, path+name.Value+".")
				continue
			}
			written[path+name.Value] = true
			if !explained {
				t.Errorf("server.yaml line %d: %s%s has no explanation above it", name.Line, path, name.Value)
			}
		}
	}
	walk(document.Content[0], "")
	for _, key := range config.Keys() {
		if !written[key[0]] {
			t.Errorf("server.yaml does not name %s", key[0])
		}
		delete(written, key[0])
	}
	for path := range written {
		t.Errorf("server.yaml names %s, which is no setting", path)
	}
}

func TestNonsenseIsRefusedWithTheNameOfItsKey(t *testing.T) {
	cases := []struct {
		name    string
		environ []string
		says    string
	}{
		{"a mistyped name points to the right one", []string{"ANJIAN_DATABSE_DSN=x"}, "the nearest one is ANJIAN_DATABASE_DSN"},
		{"a port out of range", []string{"ANJIAN_ADDR=:99999"}, "addr:"},
		{"an address without a port", []string{"ANJIAN_ADDR=localhost"}, "addr:"},
		{"no data folder", []string{"ANJIAN_DATA_DIR="}, "data_dir:"},
		{"MySQL without an address", []string{"ANJIAN_DATABASE_DRIVER=mysql"}, "database.dsn: is needed"},
		{"MySQL with a path", []string{"ANJIAN_DATABASE_DRIVER=mysql", "ANJIAN_DATABASE_DSN=./anjian.db"}, "user:password@tcp"},
		{"SQLite with the address of a MySQL server", []string{"ANJIAN_DATABASE_DSN=u:p@tcp(db:3306)/anjian"}, "set the driver to mysql"},
		{"SQLite with parameters of somebody's own", []string{"ANJIAN_DATABASE_DSN=file:x.db?_pragma=synchronous(0)"}, "only the path"},
		{"an unknown database", []string{"ANJIAN_DATABASE_DRIVER=postgres"}, "none of sqlite, mysql"},
		{"S3 without a bucket", s3()[:2], "files.bucket: is needed"},
		{"S3 settings that disk would ignore", []string{"ANJIAN_FILES_ENDPOINT=127.0.0.1:9000"}, "set the driver to s3"},
		{"an S3 endpoint with a scheme", append(s3(), "ANJIAN_FILES_ENDPOINT=http://127.0.0.1:9000"), "without scheme"},
		{"photos swept within the hour", []string{"ANJIAN_FILES_UNCLAIMED_AFTER=1h"}, "files.unclaimed_after"},
		{"a certificate without its key", []string{"ANJIAN_TLS_CERT_FILE=c.pem"}, "set both or neither"},
		{"two sources of certificates", []string{"ANJIAN_TLS_CERT_FILE=c", "ANJIAN_TLS_KEY_FILE=k", "ANJIAN_TLS_LOCAL_CA=true"}, "choose one"},
		{"an http address while https is spoken", []string{"ANJIAN_TLS_LOCAL_CA=true", "ANJIAN_PUBLIC_URL=http://a.example"}, "public_url"},
		{"a public address with a path", []string{"ANJIAN_PUBLIC_URL=https://a.example/anjian"}, "lives at the root"},
		{"a public address without a scheme", []string{"ANJIAN_PUBLIC_URL=a.example"}, "public_url"},
		{"an access token good for a day", []string{"ANJIAN_IDENTITY_ACCESS_TTL=24h"}, "identity.access_ttl"},
		{"a refresh token shorter than the access token", []string{"ANJIAN_IDENTITY_REFRESH_TTL=1m"}, "identity.refresh_ttl"},
		{"a proxy that is no address", []string{"ANJIAN_IDENTITY_TRUSTED_PROXIES=nginx"}, "trusted_proxies"},
		{"more idle connections than connections", []string{"ANJIAN_DATABASE_MAX_OPEN=2"}, "database.max_idle"},
		{"a duration without a unit", []string{"ANJIAN_LIMITS_REQUEST_TIMEOUT=30"}, "ANJIAN_LIMITS_REQUEST_TIMEOUT"},
		{"a size in words", []string{"ANJIAN_LIMITS_BATCH_BYTES=lots"}, "not a size"},
		{"a size that overflows", []string{"ANJIAN_LIMITS_BATCH_BYTES=9999999999GiB"}, "not a size"},
		{"a yes that is no truth value", []string{"ANJIAN_DEMO=yes please"}, "neither true nor false"},
		{"an unknown log level", []string{"ANJIAN_LOG_LEVEL=loud"}, "log.level"},
		{"a file that is not there", []string{"ANJIAN_CONFIG=/does/not/exist.yaml"}, "/does/not/exist.yaml"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := config.Load("", c.environ)
			if err == nil {
				t.Fatal("accepted")
			}
			if !strings.Contains(err.Error(), c.says) {
				t.Errorf("says %q, should say %q", err, c.says)
			}
		})
	}
}

func TestAllComplaintsComeAtOnce(t *testing.T) {
	_, err := config.Load("", []string{"ANJIAN_ADDR=nowhere", "ANJIAN_LOG_LEVEL=loud", "ANJIAN_FILES_DRIVER=tape"})
	for _, key := range []string{"addr:", "log.level:", "files.driver:"} {
		if err == nil || !strings.Contains(err.Error(), key) {
			t.Errorf("%v does not mention %s", err, key)
		}
	}
}

func TestAFileChangesWhatItNamesAndTheEnvironmentWins(t *testing.T) {
	path := write(t, "addr: \":1111\"\ndatabase:\n  max_open: 20\nfiles:\n  max_upload_bytes: 5MiB\n")
	c, err := config.Load(path, []string{"ANJIAN_ADDR=:2222"})
	if err != nil {
		t.Fatal(err)
	}
	if c.Addr != ":2222" || c.Database.MaxOpen != 20 || c.Database.MaxIdle != 8 || c.Files.MaxUploadBytes != 5<<20 {
		t.Errorf("addr %q, max_open %d, max_idle %d, max_upload_bytes %s", c.Addr, c.Database.MaxOpen, c.Database.MaxIdle, c.Files.MaxUploadBytes)
	}
}

func TestABadFileIsRefusedWithItsLine(t *testing.T) {
	cases := []struct{ name, text, says string }{
		{"an unknown key", "addr: \":1\"\ndatabase:\n  dns: x\n", "line 3"},
		{"an unknown section", "databse:\n  dsn: x\n", "databse"},
		{"a word where a number belongs", "database:\n  max_open: many\n", "line 2"},
		{"broken YAML", "addr: [\n", "line"},
		{"a size in words", "files:\n  max_upload_bytes: big\n", "not a size"},
		{"two documents", "addr: \":1\"\n---\naddr: \":2\"\n", "exactly one"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			path := write(t, c.text)
			_, err := config.Load(path, nil)
			if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), path) {
				t.Errorf("says %v, should name the file and say %q", err, c.says)
			}
		})
	}
}

func TestSecretsAreNeverShown(t *testing.T) {
	c := load(t, append(s3(), "ANJIAN_FILES_SECRET_KEY=hunter2hunter2", "ANJIAN_DATABASE_DRIVER=mysql",
		"ANJIAN_DATABASE_DSN=anjian:hunter2hunter2@tcp(db:3306)/anjian")...)
	var logged strings.Builder
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("settings", "database", c.Database, "dsn", c.Database.DSN, "all", c)
	encoded, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	document, err := yaml.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	for how, text := range map[string]string{
		"String": c.String(), "%v": fmt.Sprintf("%v", c), "%+v": fmt.Sprintf("%+v", c.Database), "%#v": fmt.Sprintf("%#v", c),
		"slog": logged.String(), "JSON": string(encoded), "YAML": string(document), "%q": fmt.Sprintf("%q", c.Files.SecretKey),
	} {
		if strings.Contains(text, "hunter2") {
			t.Errorf("%s shows a secret: %s", how, text)
		}
	}
	_, err = config.Load("", []string{"ANJIAN_DATABASE_DRIVER=mysql", "ANJIAN_DATABASE_DSN=anjian:hunter2hunter2@db"})
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("the refusal of a wrong address shows it: %v", err)
	}
}

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "server.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
