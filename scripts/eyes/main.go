// Command eyes reads the server's database past the server's own code, for the checker of scripts/chaos: what stands in
// the ledger and among the refused acts of a check, row by row. It writes nothing. Usage: eyes sqlite FILE, or
// eyes mysql DSN; then one check id a line on its input, and for each one line of JSON on its output.
package main

import (
	"bufio"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"os"

	_ "github.com/go-sql-driver/mysql"
	_ "modernc.org/sqlite"
)

type act struct {
	ID     string          `json:"id"`
	CaseNo int             `json:"caseNo"`
	Seq    int             `json:"seq"`
	Kind   string          `json:"kind"`
	Sum    string          `json:"sum"`
	Hash   string          `json:"hash"`
	Deed   json.RawMessage `json:"deed"`
}

type refused struct {
	ID      string          `json:"id"`
	ActorID string          `json:"actorId"`
	Kind    string          `json:"kind"`
	Code    string          `json:"code"`
	Deed    json.RawMessage `json:"deed"`
}

// cover is a device's signature over acts, with the key it says it was made with.
type cover struct {
	ID     string `json:"id"`
	Device string `json:"device"`
	Person string `json:"person"`
	Breaks bool   `json:"breaks"`
	JWS    string `json:"jws"`
	SPKI   string `json:"spki"`
}

type seen struct {
	Acts    []act     `json:"acts"`
	Refused []refused `json:"refused"`
	Covers  []cover   `json:"covers"`
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "eyes:", err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) != 3 {
		return fmt.Errorf("wants a driver and a database")
	}
	driver, dsn := os.Args[1], os.Args[2]
	if driver == "sqlite" {
		dsn = "file:" + (&url.URL{Path: dsn}).EscapedPath() + "?mode=ro&_pragma=busy_timeout(10000)"
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	out := json.NewEncoder(os.Stdout)
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		s, err := look(db, in.Text())
		if err != nil {
			return err
		}
		if err := out.Encode(s); err != nil {
			return err
		}
	}
	return nil
}

func look(db *sql.DB, check string) (seen, error) {
	s := seen{Acts: []act{}, Refused: []refused{}, Covers: []cover{}}
	err := each(db, `SELECT id, case_no, seq, kind, sum, hash, deed FROM acts WHERE check_id = ? ORDER BY case_no`, check, func(rows *sql.Rows) error {
		var a act
		var sum, hash []byte
		var deed string
		err := rows.Scan(&a.ID, &a.CaseNo, &a.Seq, &a.Kind, &sum, &hash, &deed)
		a.Sum, a.Hash, a.Deed = hex.EncodeToString(sum), hex.EncodeToString(hash), json.RawMessage(deed)
		s.Acts = append(s.Acts, a)
		return err
	})
	if err != nil {
		return s, fmt.Errorf("acts of %s: %w", check, err)
	}
	err = each(db, `SELECT id, actor_id, kind, code, deed FROM refused_acts WHERE check_id = ? ORDER BY refused_at, id`, check, func(rows *sql.Rows) error {
		var r refused
		var deed string
		err := rows.Scan(&r.ID, &r.ActorID, &r.Kind, &r.Code, &deed)
		r.Deed = json.RawMessage(deed)
		s.Refused = append(s.Refused, r)
		return err
	})
	if err != nil {
		return s, fmt.Errorf("refused acts of %s: %w", check, err)
	}
	err = each(db, `SELECT c.id, c.device_id, c.person_id, c.is_break, c.jws, d.spki FROM act_covers c JOIN devices d ON d.id = c.key_id WHERE c.check_id = ?`, check, func(rows *sql.Rows) error {
		var c cover
		err := rows.Scan(&c.ID, &c.Device, &c.Person, &c.Breaks, &c.JWS, &c.SPKI)
		s.Covers = append(s.Covers, c)
		return err
	})
	if err != nil {
		return s, fmt.Errorf("signatures over acts of %s: %w", check, err)
	}
	return s, nil
}

func each(db *sql.DB, query, check string, take func(*sql.Rows) error) error {
	rows, err := db.Query(query, check)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := take(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
