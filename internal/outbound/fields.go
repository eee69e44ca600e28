package outbound

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"anjian/internal/inspection"
)

// fields is everything we know of a record that a mapping may ask for, as the return writes it.
var fields = map[string]func(r *inspection.CheckRecord) string{
	"blank":         func(*inspection.CheckRecord) string { return "" },
	"record_number": func(r *inspection.CheckRecord) string { return numberOf(r) },
	"started_at":    func(r *inspection.CheckRecord) string { return startedAt(r) },
	"ended_at":      func(r *inspection.CheckRecord) string { return endedAt(r) },
	"signed_on":     func(r *inspection.CheckRecord) string { return signedAt(r).In(inspection.Zone).Format(time.DateOnly) },
	"nature":        func(r *inspection.CheckRecord) string { return natures[r.Kind] },
	"category":      func(r *inspection.CheckRecord) string { return categoryOf(r) },
	"drawn":         func(r *inspection.CheckRecord) string { return yes(r.Source == inspection.Random) },
	"is_recheck":    func(*inspection.CheckRecord) string { return yes(false) }, // a re-check has no record of its own here
	"is_complaint":  func(r *inspection.CheckRecord) string { return yes(r.Kind == inspection.Single) },
	"unit_name":     func(r *inspection.CheckRecord) string { return r.Enterprise.Name },
	"unit_flags":    func(r *inspection.CheckRecord) string { return strings.Join(r.Enterprise.Flags, "、") },
	"credit_code":   func(r *inspection.CheckRecord) string { return r.Enterprise.CreditCode },
	"address":       func(r *inspection.CheckRecord) string { return r.Enterprise.Address },
	"town":          func(r *inspection.CheckRecord) string { return r.Enterprise.Town },
	"industry":      func(r *inspection.CheckRecord) string { return r.Enterprise.Industry },
	"findings":      func(r *inspection.CheckRecord) string { return count(r, func(inspection.Finding) bool { return true }) },
	"general_hazards": func(r *inspection.CheckRecord) string {
		return count(r, func(f inspection.Finding) bool { return !major(f) })
	},
	"major_hazards": func(r *inspection.CheckRecord) string { return count(r, major) },
	"corrected":     func(r *inspection.CheckRecord) string { return count(r, correctedIn(r)) },
	"corrected_major": func(r *inspection.CheckRecord) string {
		return count(r, func(f inspection.Finding) bool { return major(f) && correctedIn(r)(f) })
	},
	"documents_count": func(r *inspection.CheckRecord) string { return strconv.Itoa(len(documentsOf(r))) },
	"documents":       func(r *inspection.CheckRecord) string { return strings.Join(documentsOf(r), "、") },
	"signing":         func(r *inspection.CheckRecord) string { return signingOf(r) },
	"received_by":     func(r *inspection.CheckRecord) string { return receivedBy(r) },
	"lead":            func(r *inspection.CheckRecord) string { return member(r, inspection.PartyLead) },
	"assistant":       func(r *inspection.CheckRecord) string { return member(r, inspection.PartyAssistant) },
	"section":         func(r *inspection.CheckRecord) string { return r.Section },
	"bureau":          func(r *inspection.CheckRecord) string { return r.BureauName },
	"digest": func(r *inspection.CheckRecord) string {
		if r.Seal == nil {
			return ""
		}
		return r.Seal.Digest
	},
}

var natures = map[inspection.CheckKind]string{inspection.Routine: "日常检查", inspection.Special: "专项检查", inspection.Single: "个案检查"}

func categoryOf(r *inspection.CheckRecord) string {
	switch {
	case r.Kind == inspection.Special:
		return "专项"
	case r.Source == inspection.InPlan || r.Source == inspection.Random:
		return "计划"
	}
	return "其他"
}

func yes(is bool) string {
	if is {
		return "是"
	}
	return "否"
}

func numberOf(r *inspection.CheckRecord) string {
	if r.Number == nil {
		return ""
	}
	return r.Number.Text
}

const minutes = "2006-01-02 15:04"

func startedAt(r *inspection.CheckRecord) string {
	if r.Arrival == nil {
		return ""
	}
	return r.Arrival.Clock.Right(r.Arrival.At).In(inspection.Zone).Format(minutes)
}

func endedAt(r *inspection.CheckRecord) string {
	if r.Seal == nil {
		return ""
	}
	return r.Seal.Closing.Clock.Right(r.Seal.Closing.EndedAt).In(inspection.Zone).Format(minutes)
}

// signedAt is when the last party signed or refused.
func signedAt(r *inspection.CheckRecord) time.Time {
	var last time.Time
	for _, s := range r.Signatures {
		if s.At.After(last) {
			last = s.At
		}
	}
	for _, s := range r.SignRefusals {
		if s.At.After(last) {
			last = s.At
		}
	}
	return last
}

func count(r *inspection.CheckRecord, which func(inspection.Finding) bool) string {
	n := 0
	for _, f := range r.Findings {
		if f.Withdrawn == nil && which(f) {
			n++
		}
	}
	return strconv.Itoa(n)
}

func major(f inspection.Finding) bool { return f.Major == inspection.MajorConfirmed }

// correctedIn says of a finding that it was put right: on the spot, or as a re-check found.
func correctedIn(r *inspection.CheckRecord) func(inspection.Finding) bool {
	met := map[string]bool{}
	for _, item := range r.OrderItems {
		met[item.FindingID] = item.Standing == inspection.ItemMet
	}
	return func(f inspection.Finding) bool { return f.Corrected != nil || met[f.ID] }
}

// documentsOf names the papers the check has come to.
func documentsOf(r *inspection.CheckRecord) []string {
	list := []string{}
	if r.Approval != nil {
		list = append(list, "现场检查方案")
	}
	if r.Seal != nil {
		list = append(list, "现场检查记录")
	}
	for range r.Supplements {
		list = append(list, "补充记录")
	}
	for _, o := range r.Orders {
		if o.Withdrawn == nil {
			list = append(list, "责令限期整改指令书")
		}
	}
	for _, m := range r.Measures {
		if m.Withdrawn == nil {
			list = append(list, "现场处理措施决定书")
		}
	}
	for _, k := range r.Rechecks {
		if k.Withdrawn == nil {
			list = append(list, "整改复查意见书")
		}
	}
	for _, f := range r.Referrals {
		if f.Withdrawn == nil {
			list = append(list, "移送书")
		}
	}
	for range r.Filings {
		list = append(list, "立案审批表")
	}
	return list
}

func signingOf(r *inspection.CheckRecord) string {
	if len(r.SignRefusals) > 0 {
		return "企业拒绝签字"
	}
	return "各方已签字"
}

func receivedBy(r *inspection.CheckRecord) string {
	if r.Arrival == nil {
		return ""
	}
	return r.Arrival.ReceivedBy
}

func member(r *inspection.CheckRecord, part inspection.Party) string {
	i := slices.IndexFunc(r.Team, func(m inspection.Member) bool { return m.Part == part })
	if i < 0 {
		return ""
	}
	return r.Team[i].Name
}
