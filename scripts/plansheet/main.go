// Command plansheet writes a plan's breakdown (任务分解表) as a workbook that the office's import reads:
//
//	go run ./scripts/plansheet [FIGURES.json] OUT.xlsx
//
// Without figures it writes those of the founding plan (坛应急〔2020〕2号: 376 due, 390 planned = 150 in plan + 240 drawn).
// It refuses figures that do not add up. It knows the figures and the sheet, and nothing of the server.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"anjian/internal/planning"
	"anjian/internal/sheets"
)

const founding = "internal/planning/testdata/founding.json"

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "plansheet:", err)
		os.Exit(1)
	}
}

func run(args []string) (err error) {
	from, to := founding, ""
	switch len(args) {
	case 1:
		to = args[0]
	case 2:
		from, to = args[0], args[1]
	default:
		return errors.New("usage: go run ./scripts/plansheet [FIGURES.json] OUT.xlsx, from the top of the repository")
	}
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	var f planning.Figures
	if err := json.Unmarshal(text, &f); err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	if err := f.Check(); err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	return sheets.WritePlan(out, f)
}
