package sheets

import (
	"fmt"
	"io"
	"slices"

	"anjian/internal/planning"
)

// The breakdown of a plan (任务分解表) as a workbook: one line a row, a subtotal closing each way of breaking it down.
// Every number stands in two sums (its row with 合计, or 合计 with 累计; and its column with 小计), so that one altered
// cell can be named and not only noticed.
const (
	hBy     = "分解方式"
	hLine   = "项目"
	hKey    = "计划内"
	hRandom = "双随机"
	hAll    = "合计"
	hRun    = "累计"

	wTotal    = "总计"
	wRequired = "应检"
	wPlanned  = "计划"
	wSub      = "小计"
)

var planHeads = []string{hBy, hLine, hKey, hRandom, hAll, hRun}

var dimensionWords = map[string]string{planning.ByTown: "镇（街道）", planning.ByClass: "类别", planning.ByIndustry: "行业", planning.ByMonth: "月份", planning.BySection: "科室"}

// WritePlan writes figures as a workbook that Plan reads back.
func WritePlan(out io.Writer, f planning.Figures) error {
	return write(out, "任务分解表", planHeads, func(row func(...any) error) error {
		if err := row(wTotal, wRequired, nil, nil, f.Required); err != nil {
			return err
		}
		if err := row(wTotal, wPlanned, f.Key, f.Random, f.Planned()); err != nil {
			return err
		}
		for _, by := range planning.Dimensions {
			if err := writeBlock(f, by, row); err != nil {
				return err
			}
		}
		return nil
	})
}

func writeBlock(f planning.Figures, by string, row func(...any) error) error {
	var names []string
	parts := map[planning.Part]map[string]int{}
	for _, b := range f.Breakdowns {
		if b.By != by {
			continue
		}
		parts[b.Of] = map[string]int{}
		for _, l := range b.Lines {
			parts[b.Of][l.Name] = l.N
			if !slices.Contains(names, l.Name) {
				names = append(names, l.Name)
			}
		}
	}
	if len(parts) == 0 {
		return nil
	}
	cell := func(part planning.Part, name string) any {
		if lines, ok := parts[part]; ok {
			return lines[name]
		}
		return nil
	}
	run, sums := 0, map[planning.Part]int{}
	for _, name := range names {
		n := 0
		for part, lines := range parts {
			n += lines[name]
			sums[part] += lines[name]
		}
		run += n
		if err := row(dimensionWords[by], name, cell(planning.Key, name), cell(planning.Random, name), n, run); err != nil {
			return err
		}
	}
	sub := func(part planning.Part) any {
		if _, ok := parts[part]; ok {
			return sums[part]
		}
		return nil
	}
	return row(dimensionWords[by], wSub, sub(planning.Key), sub(planning.Random), run, run)
}

// planLine is one row of the breakdown.
type planLine struct {
	l    *line
	name string
	n    map[string]int // by head; a head whose cell is empty is not there
}

func (l *line) planLine() planLine {
	p := planLine{l: l, name: l.text(hLine), n: map[string]int{}}
	for _, head := range []string{hKey, hRandom, hAll, hRun} {
		if l.text(head) == "" {
			continue
		}
		n := l.number(head)
		if n < 0 {
			l.report(head, "number", l.text(head))
		}
		p.n[head] = n
	}
	return p
}

// Plan reads a breakdown. What does not add up is in b.Issues, with the cell where that can be said.
func (b *Book) Plan() (planning.Figures, error) {
	var totals []planLine
	blocks := map[string][]planLine{}
	_, _, err := b.table([]string{hBy, hLine, hAll}, planHeads, func(l *line) error {
		word := l.text(hBy)
		if word == wTotal {
			totals = append(totals, l.planLine())
			return nil
		}
		for by, w := range dimensionWords {
			if w == word {
				blocks[by] = append(blocks[by], l.planLine())
				return nil
			}
		}
		l.report(hBy, "unknown", word)
		return nil
	})
	if err != nil {
		return planning.Figures{}, err
	}
	f := planning.Figures{Breakdowns: []planning.Breakdown{}}
	var planned *planLine
	for i := range totals {
		switch t := &totals[i]; t.name {
		case wRequired:
			f.Required = t.n[hAll]
		case wPlanned:
			planned = t
			f.Key, f.Random = t.n[hKey], t.n[hRandom]
			if t.n[hAll] != f.Planned() {
				t.l.report(hAll, "sum", fmt.Sprintf("%d + %d = %d", f.Key, f.Random, f.Planned()))
			}
		default:
			t.l.report(hLine, "unknown", t.name)
		}
	}
	if planned == nil {
		b.report(Issue{Sheet: "", Code: "no_total"})
		return f, nil
	}
	for _, by := range planning.Dimensions {
		if lines := blocks[by]; len(lines) > 0 {
			f.Breakdowns = append(f.Breakdowns, block(by, lines, planned)...)
		}
	}
	return f, nil
}

// block reads one way of breaking the plan down and holds its sums to each other.
func block(by string, lines []planLine, planned *planLine) []planning.Breakdown {
	last := lines[len(lines)-1]
	if last.name != wSub {
		last.l.report(hLine, "no_subtotal", last.name)
		return nil
	}
	lines = lines[:len(lines)-1]
	heads := map[planning.Part]string{}
	for _, l := range append(lines, last) {
		for part, head := range map[planning.Part]string{planning.Key: hKey, planning.Random: hRandom} {
			if _, ok := l.n[head]; ok {
				heads[part] = head
			}
		}
	}
	if len(heads) == 0 {
		heads[planning.All] = hAll
	}
	addUp(lines, last, heads)
	var out []planning.Breakdown
	for _, part := range []planning.Part{planning.All, planning.Key, planning.Random} {
		head, ok := heads[part]
		if !ok {
			continue
		}
		bd := planning.Breakdown{By: by, Of: part}
		for _, l := range lines {
			if l.name == "" {
				l.l.report(hLine, "missing", "")
			}
			if slices.ContainsFunc(bd.Lines, func(other planning.Line) bool { return other.Name == l.name }) {
				l.l.report(hLine, "twice", l.name)
			}
			bd.Lines = append(bd.Lines, planning.Line{Name: l.name, N: l.n[head]})
		}
		if last.n[head] != planned.n[head] {
			last.l.report(head, "total", fmt.Sprintf("%d ≠ %d", last.n[head], planned.n[head]))
		}
		out = append(out, bd)
	}
	return out
}

// addUp compares every sum of a block. One altered cell shows in one row and one column, and is named; anything else is
// named sum by sum.
func addUp(lines []planLine, last planLine, heads map[planning.Part]string) {
	type off struct {
		at   planLine
		head string
		by   int
	}
	var rows, columns []off
	run := 0
	for _, l := range append(slices.Clone(lines), last) {
		parts := 0
		for part, head := range heads {
			if part != planning.All {
				parts += l.n[head]
			}
		}
		if _, split := heads[planning.All]; !split && parts != l.n[hAll] {
			rows = append(rows, off{l, hAll, l.n[hAll] - parts})
		}
		given, ok := l.n[hRun]
		switch {
		case !ok:
			run += l.n[hAll]
		case l.name == wSub:
			if given != run {
				rows = append(rows, off{l, hRun, given - run})
			}
		default:
			if given != run+l.n[hAll] {
				rows = append(rows, off{l, hRun, given - run - l.n[hAll]})
			}
			run = given
		}
	}
	for _, head := range []string{hKey, hRandom, hAll} {
		sum := 0
		for _, l := range lines {
			sum += l.n[head]
		}
		if _, given := last.n[head]; given && sum != last.n[head] {
			columns = append(columns, off{last, head, sum - last.n[head]})
		}
	}
	if len(columns) == 1 {
		wrong := map[int]off{}
		for _, r := range rows {
			wrong[r.at.l.no] = r
		}
		if len(wrong) == 1 {
			for _, r := range wrong {
				r.at.l.report(columns[0].head, "altered", fmt.Sprintf("%d", r.at.n[columns[0].head]-columns[0].by*sign(r.at.l.no != last.l.no)))
				return
			}
		}
	}
	for _, o := range append(rows, columns...) {
		o.at.l.report(o.head, "sum", fmt.Sprintf("%d", o.at.n[o.head]-o.by))
	}
}

func sign(plus bool) int {
	if plus {
		return 1
	}
	return -1
}
