package paper

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"anjian/internal/checklist"
	"anjian/internal/inspection"
)

// body counts the chapters of 检查情况 while they are set.
type body struct {
	*sheet
	m       Matter
	on      string // the day of the check
	closing inspection.Closing
	answers []inspection.SealedAnswer
	n       int
}

func (b *body) chapter(title string) {
	b.n++
	b.caption(chapter(b.n) + title)
}

// recordBody sets 检查情况 in the order of DOMAIN 2.2. Chapters with nothing to say are left out, except the findings:
// that nothing was found is a statement.
func (s *sheet) recordBody(m Matter) {
	b := &body{sheet: s, m: m, on: m.Record.PlannedOn}
	if m.Record.Arrival != nil {
		b.on = inspection.Day(m.Record.Arrival.Clock.Right(m.Record.Arrival.At))
	}
	if m.Record.Seal != nil {
		b.closing = m.Record.Seal.Closing
	}
	b.answers = inspection.Sealed(m.Record, m.Lists, b.closing).Answers
	s.space(4)
	s.caption("检查情况：")
	if r := m.Record.Refusal; r != nil {
		b.entryRefused(*r)
		return
	}
	b.chapter("告知情况")
	s.paragraph("", span{text: rightsNotice})
	b.told("查阅的资料", "seal.closing.documents", b.closing.Documents)
	b.told("查看的场所", "seal.closing.places", b.closing.Places)
	b.told("询问的人员", "seal.closing.people", b.closing.People)
	b.lists()
	b.told("检查概况", "seal.closing.situation", b.closing.Situation)
	b.measurements()
	b.findings()
	b.corrections()
	b.gaps()
	b.clocks()
	b.opinionsAnnexed()
	b.statement()
}

func (b *body) told(title, field, text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	b.chapter(title)
	b.sheet.told(field, text)
}

// lists says by which checklists was checked and how many items got which answer.
func (b *body) lists() {
	if len(b.m.Record.Checklists) == 0 {
		return
	}
	b.chapter("检查的内容")
	for _, ref := range b.m.Record.Checklists {
		count := map[checklist.Verdict]int{}
		total := 0
		for _, a := range b.answers {
			if a.Checklist == ref.Code {
				count[a.Verdict]++
				total++
			}
		}
		b.paragraph("checklists", span{text: fmt.Sprintf("按照《%s》（版本%s）检查，涉及%d项：符合%d项，不符合%d项，不适用%d项，未检查%d项。", ref.Name, ref.Version,
			total, count[checklist.Conforms], count[checklist.Violates], count[checklist.NotApplicable], count[checklist.NotExamined])})
	}
}

func (b *body) measurements() {
	var rows [][]string
	for _, a := range b.answers {
		item, ok := b.m.Lists[a.Checklist].Item(a.Item)
		if a.Value == nil || !ok {
			continue
		}
		value := dayText(a.Value.Date)
		if a.Value.Number != nil {
			value = strconv.FormatFloat(*a.Value.Number, 'f', -1, 64) + item.Answer.Unit
		}
		rows = append(rows, []string{strconv.Itoa(len(rows) + 1), item.Text, value, verdicts[a.Verdict], a.Note})
	}
	if len(rows) == 0 {
		return
	}
	b.chapter("实测和核验的数据")
	b.table("answers", []column{{"序号", 0.08}, {"项目", 0.42}, {"实测或记载", 0.2}, {"与标准比对", 0.14}, {"备注", 0.16}}, rows)
	b.space(6)
}

// standing are the findings that were not withdrawn, in the order in which they are numbered.
func standing(r inspection.CheckRecord) []inspection.Finding {
	return slices.DeleteFunc(slices.Clone(r.Findings), func(f inspection.Finding) bool {
		return f.Withdrawn != nil || len(f.Versions) == 0
	})
}

func (b *body) findings() {
	b.chapter("发现的问题及处理情况")
	all := standing(b.m.Record)
	if len(all) == 0 {
		b.paragraph("", span{text: nothingFound})
	}
	for i, f := range all {
		v := f.Versions[len(f.Versions)-1]
		text := fmt.Sprintf("%d．", i+1)
		if v.Place != "" {
			text += v.Place + "："
		}
		text += ended(v.Text)
		if len(f.Versions) > 1 {
			text += "（此条表述尚未确定。）"
		}
		b.paragraph(fieldOf("findings", i, "text"), span{text: text + b.basis(f) + b.handled(f, v)})
	}
}

// basis names the clauses a finding was held against: only those that are confirmed and in force on the day.
func (b *body) basis(f inspection.Finding) string {
	var cited []string
	if item, ok := b.m.Lists[f.Checklist].Item(f.Item); ok {
		for _, c := range item.Basis {
			if text := citationText(c.Law, c.Article); checklist.Printable(c, b.on, b.m.Law) && !slices.Contains(cited, text) {
				cited = append(cited, text)
			}
		}
	}
	out := ""
	if len(cited) > 0 {
		out = "对照条款：" + strings.Join(cited, "；") + "。"
	}
	switch call := f.MajorCall; {
	case f.Major == inspection.MajorConfirmed && call != nil:
		out += "经检查人员" + call.By.Name + "判定为重大事故隐患，判定依据：" + ended(citationText(call.Law, call.Article))
	case f.Major == inspection.MajorSuspected:
		out += "是否属于重大事故隐患待判定。"
	}
	return out
}

func (b *body) handled(f inspection.Finding, v inspection.FindingVersion) string {
	text := handlings[v.Handling]
	switch {
	case v.Handling == inspection.Order && v.DueOn != "":
		text += "，期限至" + dayText(v.DueOn)
	case v.Handling == inspection.Refer && v.ReferTo != "":
		text = "移送" + v.ReferTo
	}
	if f.Corrected != nil && v.Handling != inspection.OnSpot {
		text += "，已当场改正"
	}
	return "处理：" + text + "。"
}

func (b *body) corrections() {
	first := true
	for i, f := range standing(b.m.Record) {
		if f.Corrected == nil {
			continue
		}
		if first {
			b.chapter("当场改正情况")
			first = false
		}
		b.paragraph(fieldOf("findings", i, "corrected"), span{text: fmt.Sprintf("第%d项问题：%s检查人员%s在场查看。", i+1, ended(f.Corrected.How), f.Corrected.By.Name)})
	}
}

// gaps names what was not examined, section by section: silence would look like conformity.
func (b *body) gaps() {
	var sections []string
	open, n := map[string][]string{}, 0
	for _, a := range b.answers {
		if a.Verdict != checklist.NotExamined {
			continue
		}
		section, text := "", a.Item
		if item, ok := b.m.Lists[a.Checklist].Item(a.Item); ok {
			section, text = item.Category, item.ID+" "+item.Text
		}
		if a.Note != "" {
			text += "（" + a.Note + "）"
		}
		if open[section] == nil {
			sections = append(sections, section)
		}
		open[section] = append(open[section], text)
		n++
	}
	if n == 0 && b.closing.GapsReason == "" {
		return
	}
	b.chapter("本次未检查的内容")
	if n > 0 {
		b.paragraph("answers", span{text: fmt.Sprintf("下列%d项本次未检查：", n)})
	}
	for _, section := range sections {
		head := ""
		if section != "" {
			head = section + "："
		}
		b.paragraph("answers", span{text: head, bold: true}, span{text: strings.Join(open[section], "；") + "。"})
	}
	if b.closing.GapsReason != "" {
		b.paragraph("seal.closing.gapsReason", span{text: "说明：" + ended(b.closing.GapsReason)})
	}
}

func (b *body) statement() {
	b.chapter("被检查单位的陈述和意见")
	said := false
	for i, sig := range b.m.Record.Signatures {
		if sig.Signatory.Party == inspection.PartyEnterprise && strings.TrimSpace(sig.Statement) != "" {
			b.paragraph(fieldOf("signatures", i, "statement"), span{text: ended(sig.Statement)})
			said = true
		}
	}
	switch {
	case said:
	case len(b.m.Record.Signatures) > 0 || len(b.m.Record.SignRefusals) > 0:
		b.paragraph("", span{text: "未作陈述。"})
	default:
		b.blanks(blank{label: "　　", share: 1})
		b.blanks(blank{label: "　　", share: 1})
	}
}

func (b *body) entryRefused(r inspection.EntryRefusal) {
	b.chapter("拒绝或者阻碍检查的情况")
	who := r.RefusedBy
	if r.Post != "" {
		who += "（" + r.Post + "）"
	}
	b.paragraph("entryRefusal.reason", span{text: momentOf(r.At) + "，检查人员到达被检查单位，" + who + "未同意检查人员进入检查。其所述理由：" + ended(r.Reason)})
	b.witnesses("entryRefusal.witnesses", r.Witnesses)
}
