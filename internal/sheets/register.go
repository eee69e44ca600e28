package sheets

import (
	"slices"
	"strings"

	"anjian/internal/planning"
)

// The columns of the register's workbook, in the order in which they are written.
const (
	hName     = "企业名称"
	hCode     = "统一社会信用代码"
	hFormer   = "曾用名"
	hTown     = "镇（街道）"
	hAddress  = "地址"
	hIndustry = "行业"
	hGBT      = "行业代码"
	hFlags    = "监管类别"
	hRisk     = "风险等级"
	hLegal    = "法定代表人"
	hPost     = "职务"
	hContact  = "联系人"
	hPhone    = "联系电话"
	hLat      = "纬度"
	hLng      = "经度"
	hCap      = "年度检查上限"
	hClosed   = "已关闭"
	hLicence  = "许可证名称"
	hLicNo    = "许可证编号"
	hLicEnd   = "许可证有效期至"
)

var registerHeads = []string{hName, hCode, hFormer, hTown, hAddress, hIndustry, hGBT, hFlags, hRisk, hLegal, hPost, hContact, hPhone, hLat, hLng, hCap, hClosed,
	hLicence, hLicNo, hLicEnd}

var registerNeeds = []string{hName, hCode, hTown}

var riskWords = map[string]string{"": "", "重大": planning.RiskMajor, "较大": planning.RiskLarger, "一般": planning.RiskGeneral, "低": planning.RiskLow}

// fieldHeads says in which column a field of an entry stands.
var fieldHeads = map[string]string{"name": hName, "town": hTown, "address": hAddress, "industry": hIndustry, "legalPerson": hLegal, "post": hPost, "contact": hContact,
	"phone": hPhone, "names": hFlags, "creditCode": hCode, "industryCode": hGBT, "risk": hRisk, "licences": hLicence, "position": hLat, "visitCap": hCap}

// RegisterRow is one row of a register, and whether anything in it is wrong. Has tells which columns the sheet has.
type RegisterRow struct {
	Sheet string
	No    int
	Entry planning.Enterprise
	Wrong bool
	Has   func(column string) bool
}

// Register reads the register from a workbook, row by row; what is wrong is reported in b.Issues. A credit code that
// stands in it twice is wrong where it stands the second time.
func (b *Book) Register(take func(RegisterRow) error) (rows int, err error) {
	seen := map[string]int{}
	_, rows, err = b.table(registerNeeds, registerHeads, func(l *line) error {
		e := l.entry().Tidy()
		reported := l.wrong
		for _, i := range e.Issues() {
			if head := fieldHeads[i.Field]; !(reported && i.Code == "full_width") {
				l.report(head, i.Code, l.text(head))
			}
		}
		if first := seen[e.CreditCode]; first != 0 && e.CreditCode != "" {
			l.report(hCode, "twice", "")
		} else {
			seen[e.CreditCode] = l.no
		}
		return take(RegisterRow{Sheet: l.sheet, No: l.no, Entry: e, Wrong: l.wrong, Has: l.has})
	})
	return rows, err
}

func (l *line) entry() planning.Enterprise {
	e := planning.Enterprise{Name: l.text(hName), CreditCode: l.plain(hCode), FormerNames: l.list(hFormer), Town: l.text(hTown), Address: l.text(hAddress),
		Industry: l.text(hIndustry), IndustryCode: l.plain(hGBT), Flags: l.list(hFlags), LegalPerson: l.text(hLegal), Post: l.text(hPost),
		Contact: l.text(hContact), Phone: l.plain(hPhone), VisitCap: l.number(hCap)}
	risk, ok := riskWords[l.text(hRisk)]
	if !ok {
		l.report(hRisk, "unknown", l.text(hRisk))
	}
	e.Risk = risk
	switch l.text(hClosed) {
	case "", "否":
	case "是":
		e.Closed = true
	default:
		l.report(hClosed, "unknown", l.text(hClosed))
	}
	lat, hasLat := l.degrees(hLat)
	lng, hasLng := l.degrees(hLng)
	switch {
	case hasLat && hasLng:
		e.Position = &planning.Coordinates{Lat: lat, Lng: lng}
	case hasLat != hasLng:
		l.report(hLat, "half_position", "")
	}
	if name, until := l.text(hLicence), l.day(hLicEnd); name != "" || until != "" || l.text(hLicNo) != "" {
		e.Licences = []planning.Licence{{Name: name, Number: l.text(hLicNo), ValidUntil: until}}
	}
	return e
}

// Over lays a row over the entry it updates: a column that is not in the sheet changes nothing, further licences and
// contacts stay, a new name leaves the old one among the former ones.
func (r RegisterRow) Over(old planning.Enterprise) planning.Enterprise {
	e := old
	row := r.Entry
	for head, set := range map[string]func(){
		hFormer: func() { e.FormerNames = row.FormerNames }, hAddress: func() { e.Address = row.Address }, hIndustry: func() { e.Industry = row.Industry },
		hGBT: func() { e.IndustryCode = row.IndustryCode }, hFlags: func() { e.Flags = row.Flags }, hRisk: func() { e.Risk = row.Risk },
		hLegal: func() { e.LegalPerson = row.LegalPerson }, hPost: func() { e.Post = row.Post }, hContact: func() { e.Contact = row.Contact },
		hPhone: func() { e.Phone = row.Phone }, hCap: func() { e.VisitCap = row.VisitCap }, hClosed: func() { e.Closed = row.Closed }, hLat: func() { e.Position = row.Position },
	} {
		if r.Has(head) {
			set()
		}
	}
	e.Town, e.CreditCode = row.Town, row.CreditCode
	if old.Name != row.Name {
		e.Name, e.FormerNames = row.Name, append(e.FormerNames[:len(e.FormerNames):len(e.FormerNames)], old.Name)
	}
	if len(row.Licences) == 1 {
		e.Licences = append([]planning.Licence{}, row.Licences...)
		for _, l := range old.Licences {
			if l.Name != row.Licences[0].Name {
				e.Licences = append(e.Licences, l)
			}
		}
	}
	return e.Tidy()
}

// cellsOf is the row of an entry, in the order of registerHeads.
func cellsOf(e planning.Enterprise) []any {
	risk, closed := "", "否"
	for word, r := range riskWords {
		if r == e.Risk {
			risk = word
		}
	}
	if e.Closed {
		closed = "是"
	}
	cells := []any{e.Name, e.CreditCode, strings.Join(e.FormerNames, "、"), e.Town, e.Address, e.Industry, e.IndustryCode, strings.Join(e.Flags, "、"), risk, e.LegalPerson,
		e.Post, e.Contact, e.Phone, nil, nil, e.VisitCap, closed}
	if p := e.Position; p != nil {
		cells[13], cells[14] = p.Lat, p.Lng
	}
	if len(e.Licences) > 0 {
		l := e.Licences[0]
		cells = append(cells, l.Name, l.Number, l.ValidUntil)
	}
	return cells
}

// Columns tells which columns the sheet of the row has.
func (r RegisterRow) Columns() []string {
	var has []string
	for _, h := range registerHeads {
		if r.Has(h) {
			has = append(has, h)
		}
	}
	return has
}

// RowOf makes a row again of what was kept of it.
func RowOf(columns []string, e planning.Enterprise) RegisterRow {
	return RegisterRow{Entry: e, Has: func(head string) bool { return slices.Contains(columns, head) }}
}
