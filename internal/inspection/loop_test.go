package inspection_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"anjian/internal/fault"
	"anjian/internal/inspection"
)

// Whatever people do in whatever order after the record is signed: the order items are the findings ordered, one for each;
// each stands in one way that its own history explains; what was found put right stays so; a closed check has nothing open;
// and a refusal changes nothing.
func TestWhateverIsDoneTheLoopHoldsTogether(t *testing.T) {
	w := theWorld(t)
	known := map[string]bool{}
	for _, r := range inspection.Refusals() {
		known[r.Code] = true
	}
	closed, refused, done := 0, 0, 0
	for seed := range uint64(80) {
		dice := rand.New(rand.NewPCG(seed, 7))
		check, place := w.after(t, "signed")
		met := map[string]bool{}
		for n := range 90 {
			s := anyDeed(dice, check.Record(), place+n)
			s.DoneAt = w.Clock.Add(time.Duration(n*8) * time.Hour)
			before := written(t, check.Record())
			err := check.Do(w.act(t, s, place+n, check.Record()), w.known(s))
			if err != nil {
				refused++
				if !known[fault.CodeOf(err)] || written(t, check.Record()) != before {
					t.Fatalf("seed %d, %s: %v, or it was refused and changed the record", seed, s.Kind, err)
				}
				continue
			}
			done++
			r := check.Record()
			holdsTogether(t, fmt.Sprintf("seed %d, step %d %s", seed, n, s.Kind), &r, met)
		}
		if check.Record().State == inspection.Closed {
			closed++
		}
	}
	if closed < 12 || done < 1000 || refused < 1000 {
		t.Errorf("the dice closed %d checks, %d acts were taken and %d refused: they try too little", closed, done, refused)
	}
}

func holdsTogether(t *testing.T, where string, r *inspection.CheckRecord, met map[string]bool) {
	t.Helper()
	ordered := []string{}
	for _, f := range r.Findings {
		if f.Withdrawn == nil && f.Versions[0].Handling == inspection.Order {
			ordered = append(ordered, f.ID)
		}
	}
	items := []string{}
	for i := range r.OrderItems {
		item := &r.OrderItems[i]
		items = append(items, item.FindingID)
		stands := item.Standing == inspection.ItemOrdered || item.Standing == inspection.ItemSubmitted || item.Standing == inspection.ItemPartly || item.Standing == inspection.ItemNotMet
		if stands != item.Open() || item.Open() == (item.Standing == inspection.ItemMet || item.Left != nil) {
			t.Fatalf("%s: the item stands as %q, open %v, left %+v", where, item.Standing, item.Open(), item.Left)
		}
		if last := item.Deadlines[len(item.Deadlines)-1]; last.DueOn != item.DueOn || last.OrderID != item.OrderID || r.Order(item.OrderID) == nil || r.Order(item.OrderID).Withdrawn != nil {
			t.Fatalf("%s: the item is carried by %+v", where, item)
		}
		if met[item.FindingID] && item.Standing != inspection.ItemMet && !rechecksWithdrawn(r) {
			t.Fatalf("%s: an item found met is %q again", where, item.Standing)
		}
		met[item.FindingID] = item.Standing == inspection.ItemMet
	}
	slices.Sort(items)
	slices.Sort(ordered)
	if len(items) > 0 && !slices.Equal(items, ordered) {
		t.Fatalf("%s: items %v, findings ordered %v", where, items, ordered)
	}
	for _, k := range r.Rechecks {
		if k.Withdrawn == nil && len(k.Paper.Items) == 0 && len(k.Paper.Measures) == 0 {
			t.Fatalf("%s: a re-check that says nothing", where)
		}
	}
	if r.State == inspection.Closed && (len(r.OpenMatters()) > 0 || len(r.Dues()) > 0 || len(items) != len(ordered)) {
		t.Fatalf("%s: closed with %v open", where, r.OpenMatters())
	}
}

func rechecksWithdrawn(r *inspection.CheckRecord) bool {
	return slices.ContainsFunc(r.Rechecks, func(k inspection.Rechecked) bool { return k.Withdrawn != nil })
}

// anyDeed is one deed somebody might try; often one that fits.
func anyDeed(dice *rand.Rand, r inspection.CheckRecord, n int) step {
	newID := id(fmt.Sprintf("%x", 0xa0000+n))
	paper := func() string {
		var ids []string
		for _, o := range r.Orders {
			ids = append(ids, o.Paper.ID)
		}
		for _, k := range r.Rechecks {
			ids = append(ids, k.Paper.ID)
		}
		for _, f := range r.Filings {
			ids = append(ids, f.Paper.ID)
		}
		if len(ids) == 0 {
			return newID
		}
		return ids[len(ids)-1-dice.IntN(min(2, len(ids)))]
	}
	finding := r.Findings[dice.IntN(len(r.Findings))].ID
	body := func(v any) json.RawMessage { raw, _ := json.Marshal(v); return raw }
	ink := inspection.Ink{Width: 800, Height: 300, Strokes: [][][]float64{{{100, 100, 0, .5}, {300, 90, 80, .5}}}}
	photos := []inspection.LoopPhoto{{PhotoID: newID, SHA256: hash, OriginalSHA256: hash, ContentType: "image/jpeg", Size: 9, Width: 3, Height: 3, Source: inspection.FromCamera, About: inspection.AboutAfter, TakenAt: r.Seal.At}}
	switch dice.IntN(12) {
	case 0:
		dues := []inspection.ItemDue{}
		for _, i := range r.OrderItems {
			if i.Standing == inspection.ItemNotMet || i.Standing == inspection.ItemPartly || dice.IntN(9) == 0 {
				dues = append(dues, inspection.ItemDue{FindingID: i.FindingID, DueOn: inspection.Day(r.Seal.At.AddDate(0, 0, 5+dice.IntN(40)))})
			}
		}
		return step{By: "lead", Kind: inspection.IssueOrder, Body: body(inspection.IssueOrderBody{OrderID: newID, Record: r.Seal.Digest, Dues: dues})}
	case 1, 2, 3:
		last, signed := unsigned(r, paper())
		who := []struct {
			by    string
			party inspection.Party
			name  string
		}{{"lead", inspection.PartyLead, "李𬭎"}, {"second", inspection.PartyAssistant, "刘强"}, {"enterprise", inspection.PartyEnterprise, "赵六"}}[max(signed-dice.IntN(5)/4, 0)%3]
		return step{By: who.by, Kind: inspection.SignPaper, Body: json.RawMessage(fmt.Sprintf(`{"paperId":%q,"digest":"$paper","sentence":"属实","signatory":{"party":%q,"name":%q},"ink":%s}`, last, who.party, who.name, body(ink)))}
	case 4:
		return step{By: "lead", Kind: inspection.WithdrawPaper, Body: body(inspection.WithdrawPaperBody{PaperID: paper(), Reason: "有误"})}
	case 5:
		return step{By: "rectifier", Kind: inspection.SubmitRectification, Body: body(inspection.SubmitRectificationBody{RectificationID: newID, FindingID: finding, Text: "已整改", Photos: photos})}
	case 6:
		return step{By: "enterprise", Kind: inspection.RequestExtension, Body: body(inspection.RequestExtensionBody{ExtensionID: newID, Findings: []string{finding}, AskedFor: "2027-02-01", Reason: "到货晚"})}
	case 7:
		extension := newID
		if n := len(r.Extensions); n > 0 {
			extension = r.Extensions[n-1].ID
		}
		return step{By: "head", Kind: inspection.DecideExtension, Body: body(inspection.DecideExtensionBody{ExtensionID: extension, Granted: dice.IntN(2) == 0, DueOn: "2027-01-30", Interim: "停用", Opinion: "按此办理"})}
	case 8, 9:
		b := inspection.RecheckBody{RecheckID: newID, Mode: inspection.RecheckOnSite, Certificates: []string{"苏D-0001", "苏D-0009"}, Opinion: "如上"}
		for i := range r.OrderItems {
			if !r.OrderItems[i].Open() || dice.IntN(20) == 0 {
				continue
			}
			result := []inspection.CheckResult{inspection.ResultMet, inspection.ResultMet, inspection.ResultPartly, inspection.ResultNotDue, inspection.ResultNotMet}[dice.IntN(5)]
			a := inspection.ItemAnswer{FindingID: r.OrderItems[i].FindingID, Result: result, Text: "见照片"}
			if result == inspection.ResultMet {
				a.Photos = slices.Clone(photos)
				a.Photos[0].PhotoID, a.Photos[0].About = id(fmt.Sprintf("%x", 0xb0000+n*10+i)), inspection.AboutRecheck
			}
			b.Items = append(b.Items, a)
		}
		return step{By: "second", Kind: inspection.Recheck, Body: body(b)}
	case 10:
		if dice.IntN(3) > 0 {
			return step{By: "head", Kind: inspection.CloseCheck, Body: body(inspection.CloseCheckBody{})}
		}
		return step{By: "head", Kind: inspection.FileCase, Body: body(inspection.FileCaseBody{FilingID: newID, Name: "某案", Cause: "未整改", Source: "复查", Facts: "逾期", Law: "安全生产法", Article: "第一百零二条",
			Findings: []string{finding}, Evidence: []inspection.Material{{Name: "记录", Copies: 1}}, Opinion: "建议立案"})}
	default:
		if dice.IntN(2) == 0 {
			return step{By: "leader", Kind: inspection.DecideFiling, Body: body(inspection.DecisionBody{PaperID: paper(), Granted: dice.IntN(2) == 0, Opinion: "按此办理"})}
		}
		return step{By: "head", Kind: inspection.CloseCheck, Body: body(inspection.CloseCheckBody{})}
	}
}

// unsigned is the first paper that is not signed by all, and how many have signed it; otherwise the one given.
func unsigned(r inspection.CheckRecord, otherwise string) (id string, signed int) {
	for _, o := range r.Orders {
		if o.Withdrawn == nil && !o.Delivered() {
			return o.Paper.ID, len(o.Signatures)
		}
	}
	for _, k := range r.Rechecks {
		if k.Withdrawn == nil && len(k.Signatures) < 3 {
			return k.Paper.ID, len(k.Signatures)
		}
	}
	for _, f := range r.Filings {
		if f.Withdrawn == nil && len(f.Signatures) < 2 {
			return f.Paper.ID, len(f.Signatures)
		}
	}
	return otherwise, 0
}

const hash = "abababababababababababababababababababababababababababababababab"

// Others may take a check over after the last signature; what was sealed stays what it was.
func TestTheRecordStaysThatOfThoseItWasSealedWith(t *testing.T) {
	w := theWorld(t)
	check, place := w.after(t, "signed")
	s := step{By: "head", Kind: inspection.Reassign, Body: json.RawMessage(fmt.Sprintf(`{"team":{"lead":%q,"assistant":%q},"reason":"调整"}`, id("a19"), id("a1")))}
	known := w.known(s)
	if err := check.Do(w.act(t, s, place, check.Record()), known); err != nil {
		t.Fatal(err)
	}
	r := check.Record()
	if got := inspection.Digest(inspection.Sealed(r, known.Lists, r.Seal.Closing)); got != r.Seal.Digest || r.Team[0].PersonID != id("a19") {
		t.Errorf("the digest is %s, sealed was %s; the lead is now %s", got, r.Seal.Digest, r.Team[0].Name)
	}
}
