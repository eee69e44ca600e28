// Package internal_test is the floor plan of the house as a test: which rooms there are, who may enter which room,
// where each borrowed library lives, and what the rooms without windows may not know. Start reading at rooms. A new
// room or a new library needs a line here, and with the line a thought about where it belongs.
package internal_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "anjian/"

// pure are the rooms without windows: no I/O, no clock, no goroutines, values in and values out.
var pure = []string{"internal/inspection", "internal/planning", "internal/checklist", "internal/evidence"}

// rooms says who may enter which room. Arrows only point right:
//
//	api ─▶ api/rest ─▶ casework, office, identity ─▶ ledger ─▶ store, files ─▶ the pure rooms ─▶ fault
//	                         └─▶ paper, sheets, outbound
//
// api/run.go is the wiring and may touch everything; a handler speaks with operations and never with the store.
var rooms = map[string][]string{
	"api": {"api/rest", "configs", "pwa", "internal/casework", "internal/office", "internal/identity", "internal/ledger",
		"internal/store", "internal/certified", "internal/stamping", "internal/files", "internal/paper", "internal/sheets", "internal/outbound", "internal/config",
		"internal/demo", "internal/inspection", "internal/planning", "internal/checklist", "internal/evidence", "internal/fault"},
	"api/rest": {"pwa", "internal/casework", "internal/office", "internal/identity", "internal/outbound", "internal/ledger", "internal/files", "internal/sheets",
		"internal/config", "internal/inspection", "internal/planning", "internal/checklist", "internal/evidence", "internal/fault"},

	"internal/casework":  append(operation(), "internal/certified", "internal/stamping", "internal/rescue"),
	"internal/office":    operation(),
	"internal/identity":  below("internal/store"),
	"internal/ledger":    below("internal/store", "internal/files"),
	"internal/store":     below(),
	"internal/files":     below(),
	"internal/rescue":    {"internal/fault"},
	"internal/certified": {"internal/fault"},
	"internal/paper":     below(),
	"internal/stamping":  {"internal/evidence"},
	"internal/sheets":    below(),
	"internal/outbound":  below("internal/store", "internal/sheets"),

	"internal/inspection": {"internal/checklist", "internal/evidence", "internal/fault"},
	"internal/planning":   {"internal/fault"},
	"internal/checklist":  {"internal/fault"},
	"internal/evidence":   {"internal/fault"},
	"internal/fault":      {},

	"internal/inspection/gen": below(), // the program behind go generate: writes the law for the phone

	"internal/planning/gen": {"configs", "internal/config", "internal/planning"}, // writes the calendar for the phone

	"internal/config": {"configs", "internal/planning", "internal/fault"},
	"internal/demo":   append(operation(), "configs", "internal/casework", "internal/office", "internal/identity"),
	"internal/testkit": append(operation(), "configs", "internal/casework", "internal/office", "internal/identity",
		"internal/config", "internal/demo"),
	"configs": {},
	"pwa":     {},

	"scripts/authority": {},                                       // certificates for the stories, of an authority that lasts a run
	"scripts/citysim":   {},                                       // a stand-in for the city's system, from outside
	"scripts/plansheet": {"internal/sheets", "internal/planning"}, // writes a plan's workbook
	"scripts/load":      {},                                       // the load of scripts/bench: a client from outside, which knows only the API
	"scripts/eyes":      {},                                       // the checker of scripts/chaos looks at the rows themselves, past the store
}

func below(more ...string) []string {
	return append(slices.Clone(more), append(slices.Clone(pure), "internal/fault")...)
}

func operation() []string {
	return below("internal/ledger", "internal/store", "internal/files", "internal/paper", "internal/sheets", "internal/outbound")
}

// homes says where each borrowed library lives; the longest prefix counts. The standard library is at home everywhere
// but in the pure rooms.
var homes = map[string][]string{
	"github.com/gin-gonic/gin":            {"api/rest"},
	"github.com/danielgtaylor/huma":       {"api/rest"},
	"github.com/prometheus/client_golang": {"api/rest"},

	"gorm.io":                        {"internal/store"},
	"github.com/libtnb/sqlite":       {"internal/store"},
	"github.com/go-sql-driver/mysql": {"internal/store", "scripts/eyes"},
	"github.com/pressly/goose":       {"internal/store"},
	"modernc.org":                    {"internal/store", "scripts/eyes"},

	"github.com/golang-jwt/jwt":       {"internal/identity"},
	"github.com/alexedwards/argon2id": {"internal/identity"},

	"github.com/SherClockHolmes/webpush-go": {"internal/outbound"},

	"github.com/minio/minio-go": {"internal/files"},
	"github.com/tus/tusd":       {"internal/files"},
	"github.com/bep/imagemeta":  {"internal/files"},
	"golang.org/x/exp/slog":     {"internal/files"}, // the logger type of tusd's configuration
	"golang.org/x/image":        {"internal/files", "internal/paper", "internal/demo"},

	"codeberg.org/go-pdf/fpdf":       {"internal/paper"},
	"github.com/digitorus":           {"internal/paper"},
	"github.com/digitorus/pkcs7":     {"internal/certified", "internal/evidence", "internal/paper"},
	"github.com/digitorus/timestamp": {"internal/evidence", "internal/testkit"},
	"github.com/emmansun/gmsm":       {"internal/certified", "internal/evidence"},
	"github.com/skip2/go-qrcode":     {"internal/paper"},
	"golang.org/x/image/font":        {"internal/paper"},
	"github.com/xuri/excelize":       {"internal/sheets"},
	"github.com/gowebpki/jcs":        {"internal/inspection", "internal/checklist", "internal/evidence", "internal/ledger"},
	"go.yaml.in/yaml/v3":             {"internal/config", "internal/checklist"},
	"github.com/mozillazg/go-pinyin": {"internal/store", "internal/office", "internal/demo"},

	// Small ones that say nothing about the outside world.
	"github.com/google/uuid": {"*"},
	"golang.org/x/text":      {"*"},
	"golang.org/x/sync":      {"*"},
	"golang.org/x/time":      {"api/rest", "internal/identity"},
}

// windows are what a pure room has none of.
var windows = []string{"context", "database", "log", "math/rand", "net", "os", "runtime", "sync", "syscall", "time/tzdata", "unsafe"}

// What a pure room may have all the same, with the reason.
var openings = map[string][]string{
	"net/url": pure, // words about addresses, asks nobody
}

// A clock or a thread, seen in a call.
var clocks = []string{"time.Now", "time.Since", "time.Until", "time.Sleep", "time.After", "time.Tick", "time.NewTimer", "time.NewTicker", "time.AfterFunc"}

// Names that say nothing about what is inside.
var nameless = []string{"util", "utils", "common", "helper", "helpers", "type", "types", "model", "models", "base", "misc", "shared"}

// What may stand at the top: the plan of the house, and what building and running leave behind (not in the repository).
var entries = []string{"README.md", "Dockerfile", "go.mod", "go.sum", "api", "internal", "pwa", "configs", "scripts",
	"data", "anjian", "bench-results"}

// source is one parsed Go file of the house.
type source struct {
	name   string // path from the root
	room   string // folder from the root
	isTest bool
	file   *ast.File
	set    *token.FileSet
}

func (s source) at(node ast.Node) string {
	return fmt.Sprintf("%s:%d", s.name, s.set.Position(node.Pos()).Line)
}

func sources(t *testing.T) []source {
	t.Helper()
	var list []source
	set := token.NewFileSet()
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && name != "." && (strings.HasPrefix(entry.Name(), ".") || slices.Contains([]string{"node_modules", "testdata", "dist", "data"}, entry.Name())) {
			return fs.SkipDir
		}
		if entry.IsDir() || path.Ext(name) != ".go" {
			return nil
		}
		file, err := parser.ParseFile(set, filepath.Join("..", name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		list = append(list, source{name: name, room: path.Dir(name), isTest: strings.HasSuffix(name, "_test.go"), file: file, set: set})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 5 {
		t.Fatalf("found only %d Go files: the walk does not see the house", len(list))
	}
	return list
}

func TestEveryRoomIsOnThePlan(t *testing.T) {
	explained := map[string]bool{}
	for _, s := range sources(t) {
		if s.room == "internal" {
			continue // this file
		}
		if _, ok := rooms[s.room]; !ok {
			t.Errorf("%s: there is no room %s on the plan; change the plan first", s.name, s.room)
		}
		explained[s.room] = explained[s.room] || !s.isTest && len(s.file.Doc.Text()) > 40
	}
	for room, ok := range explained {
		if !ok {
			t.Errorf("%s: no file begins with a paragraph on what the room is for, what it refuses and where to start reading", room)
		}
	}
}

func TestArrowsOnlyPointRight(t *testing.T) {
	for _, s := range sources(t) {
		if s.room == "internal" {
			continue
		}
		allowed := append(slices.Clone(rooms[s.room]), s.room)
		if s.isTest { // a test may use the test world and the plain words of the pure rooms
			allowed = append(allowed, append(below(), "internal/testkit", "internal/config", "configs")...)
		}
		for _, i := range s.file.Imports {
			target, ours := strings.CutPrefix(imported(i), module)
			if ours && !slices.Contains(allowed, target) {
				t.Errorf("%s imports %s: no arrow goes from %s to there", s.at(i), target, s.room)
			}
		}
	}
}

func TestEveryLibraryStaysInItsRoom(t *testing.T) {
	for _, s := range sources(t) {
		for _, i := range s.file.Imports {
			name := imported(i)
			if !strings.Contains(strings.Split(name, "/")[0], ".") {
				continue // ours or the standard library
			}
			home := ""
			for prefix := range homes {
				if (name == prefix || strings.HasPrefix(name, prefix+"/")) && len(prefix) > len(home) {
					home = prefix
				}
			}
			switch {
			case home == "":
				t.Errorf("%s imports %s, which has no home yet: decide which room it belongs to", s.at(i), name)
			case !slices.Contains(homes[home], "*") && !slices.Contains(homes[home], s.room):
				t.Errorf("%s imports %s, which lives only in %s", s.at(i), name, strings.Join(homes[home], ", "))
			}
		}
	}
}

func TestPureRoomsHaveNoWindows(t *testing.T) {
	for _, s := range sources(t) {
		if s.isTest || !slices.Contains(pure, s.room) {
			continue
		}
		for _, i := range s.file.Imports {
			name := imported(i)
			isWindow := slices.ContainsFunc(windows, func(w string) bool { return name == w || strings.HasPrefix(name, w+"/") })
			if isWindow && !slices.Contains(openings[name], s.room) {
				t.Errorf("%s imports %s: %s is a room without windows, hand the value in", s.at(i), name, s.room)
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				t.Errorf("%s starts a goroutine: %s is a room of plain values", s.at(n), s.room)
			case *ast.SelectorExpr:
				if x, ok := n.X.(*ast.Ident); ok && slices.Contains(clocks, x.Name+"."+n.Sel.Name) {
					t.Errorf("%s asks the clock (%s.%s): %s has none, hand the time in", s.at(n), x.Name, n.Sel.Name, s.room)
				}
			}
			return true
		})
	}
}

// Whoever opens a transaction can change the world. One place does it for acts (ledger.Perform); everything that is no
// act goes through a small function of the store whose name begins with Housekeep.
func TestOnlyTheLedgerAndHousekeepOpenATransaction(t *testing.T) {
	inLedger := 0
	for _, s := range sources(t) {
		if s.isTest {
			continue
		}
		for _, d := range s.file.Decls {
			within := ""
			if f, ok := d.(*ast.FuncDecl); ok {
				within = f.Name.Name
			}
			ast.Inspect(d, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				chosen, ok := call.Fun.(*ast.SelectorExpr)
				if !ok || chosen.Sel.Name != "InTx" {
					return true
				}
				switch {
				case s.room == "internal/ledger":
					inLedger++
				case s.room == "internal/store" && strings.HasPrefix(strings.ToLower(within), "housekeep"):
				default:
					t.Errorf("%s calls InTx in %s: acts go through ledger.Perform, everything else through the store's Housekeep", s.at(n), within)
				}
				return true
			})
		}
	}
	if inLedger > 1 {
		t.Errorf("the ledger opens transactions in %d places; there is one way an act is carried out", inLedger)
	}
}

func TestNoRoomHasANameThatSaysNothing(t *testing.T) {
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if !entry.IsDir() || name == "." {
			return nil
		}
		if strings.HasPrefix(entry.Name(), ".") || entry.Name() == "node_modules" || name == "data" || name == "pwa/dist" {
			return fs.SkipDir
		}
		if slices.Contains(nameless, strings.ToLower(entry.Name())) {
			t.Errorf("%s: a folder is named for what is inside it", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources(t) {
		if slices.Contains(nameless, strings.TrimSuffix(s.file.Name.Name, "_test")) {
			t.Errorf("%s: package %s says nothing about what is inside", s.name, s.file.Name.Name)
		}
	}
}

func TestTheTopHoldsOnlyThePlan(t *testing.T) {
	list, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range list {
		if !strings.HasPrefix(entry.Name(), ".") && !slices.Contains(entries, entry.Name()) {
			t.Errorf("%s does not belong at the top of the house", entry.Name())
		}
	}
}

func imported(i *ast.ImportSpec) string {
	name, err := strconv.Unquote(i.Path.Value)
	if err != nil {
		return i.Path.Value
	}
	return name
}
