package inspection

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"anjian/internal/evidence"
)

// OrderSchema names the canonical form of an order; another form gets another name.
const OrderSchema = "anjian/order/1"

// IssuedOrder is a 责令限期整改指令书: the paper as people sign it, with what became of it. Its items are derived from the
// sealed record, one for each finding ordered. It is delivered when both officers have signed and the enterprise has
// signed or refused (Delivered): a question, not a state.
type IssuedOrder struct {
	Number int        `json:"number"` // the first order of a check, the second …
	Paper  OrderPaper `json:"paper"`
	Issued
	NeedsApproval bool    `json:"needsApproval"` // the bureau approves orders before they are delivered
	Approved      *Ruling `json:"approved,omitempty"`
}

// Issued is what every paper of the loop has beside its words. Digest is hex SHA-256 over the canonical paper, Code its
// first twelve digits.
type Issued struct {
	Digest       string          `json:"digest"`
	Code         string          `json:"code"`
	Given        *DocumentNumber `json:"given,omitempty"` // by the server, beside what is signed; none while the paper is on its phone only
	By           PersonRef       `json:"by"`
	At           time.Time       `json:"at"`
	Withdrawn    *Reasoned       `json:"withdrawn,omitempty"` // a tombstone: its number stays void
	Signatures   []Signature     `json:"signatures"`
	SignRefusals []SignRefusal   `json:"signRefusals"`
}

// OrderPaper is what people sign of an order: the wording each finding has in the record, and the day by which it is put
// right. Nothing in it comes from the server alone.
type OrderPaper struct {
	Schema   string      `json:"schema"`
	CheckID  string      `json:"checkId"`
	ID       string      `json:"id"`
	Record   string      `json:"record"`   // digest of the record its items come from
	After    string      `json:"after"`    // the re-check after which this further order is given; empty for the first
	Items    []OrderLine `json:"items"`    // in the order of the findings
	Interim  string      `json:"interim"`  // safety measures to be taken meanwhile
	Remedies string      `json:"remedies"` // where the enterprise can turn, as the bureau's terms say
	Act      string      `json:"act"`
	By       PersonRef   `json:"by"`
	DoneAt   string      `json:"doneAt"`
}

// OrderLine is one item of an order as it is printed.
type OrderLine struct {
	FindingID string `json:"findingId"`
	No        int    `json:"no"` // the finding's number in the record, counted from 1
	Text      string `json:"text"`
	Place     string `json:"place"`
	Major     bool   `json:"major"`
	DueOn     string `json:"dueOn"`
}

// Ruling is somebody's yes or no to a paper or an application.
type Ruling struct {
	Act     string    `json:"act"`
	Granted bool      `json:"granted"`
	Opinion string    `json:"opinion,omitempty"`
	By      PersonRef `json:"by"`
	At      time.Time `json:"at"`
}

// ItemStanding is where an order item stands. It is always exactly one of these.
type ItemStanding string

// The standings of an order item. The first four are open.
const (
	ItemOrdered   ItemStanding = "ordered"   // the enterprise has to put it right
	ItemSubmitted ItemStanding = "submitted" // the enterprise says it has; to be re-checked
	ItemPartly    ItemStanding = "partly"    // re-checked: put right in part
	ItemNotMet    ItemStanding = "not_met"   // re-checked: not put right
	ItemMet       ItemStanding = "met"       // re-checked: put right, locked
	ItemFiled     ItemStanding = "filed"     // left the loop by a case 立案
	ItemReferred  ItemStanding = "referred"  // left the loop to another department 移送
)

// OrderItem is what one finding has been ordered to become: exactly one for each finding ordered, whatever number of
// orders carried it. Standing, OrderID and DueOn follow from the lists below them.
type OrderItem struct {
	FindingID      string          `json:"findingId"`
	Standing       ItemStanding    `json:"standing"`
	OrderID        string          `json:"orderId"` // the order that carries it now
	DueOn          string          `json:"dueOn"`   // YYYY-MM-DD, the last day
	Deadlines      []Deadline      `json:"deadlines"`
	Rectifications []Rectification `json:"rectifications"`
	Results        []ItemResult    `json:"results"`
	Left           *Departure      `json:"left,omitempty"`
}

// Deadline is a last day for an item and what set it: an order, or an extension of that order.
type Deadline struct {
	DueOn       string `json:"dueOn"`
	OrderID     string `json:"orderId"`
	ExtensionID string `json:"extensionId,omitempty"`
}

// ItemResult is what one re-check found of an item that it decided.
type ItemResult struct {
	RecheckID string      `json:"recheckId"`
	OrderID   string      `json:"orderId"`
	Result    CheckResult `json:"result"`
	At        time.Time   `json:"at"`
}

// Departure is how an open item left the loop.
type Departure struct {
	As      ItemStanding `json:"as"`      // filed or referred
	PaperID string       `json:"paperId"` // the case filing or the referral
}

// Open is true while something is to be done about the item.
func (i *OrderItem) Open() bool {
	return i.Standing != ItemMet && i.Standing != ItemFiled && i.Standing != ItemReferred
}

// restand gives the item the one standing, order and day that follow from what happened to it.
func (i *OrderItem) restand() {
	last := i.Deadlines[len(i.Deadlines)-1]
	i.OrderID, i.DueOn, i.Standing = last.OrderID, last.DueOn, ItemOrdered
	n := len(i.Results)
	if n > 0 && (i.Results[n-1].OrderID == i.OrderID || i.Results[n-1].Result == ResultMet) {
		i.Standing = map[CheckResult]ItemStanding{ResultMet: ItemMet, ResultPartly: ItemPartly, ResultNotMet: ItemNotMet}[i.Results[n-1].Result]
	}
	if k := len(i.Rectifications); i.Standing != ItemMet && k > 0 && i.Rectifications[k-1].Round == n && i.Rectifications[k-1].OrderID == i.OrderID {
		i.Standing = ItemSubmitted
	}
	if i.Left != nil {
		i.Standing = i.Left.As
	}
}

// Delivered: both officers have signed it and the enterprise has signed it or refused to.
func (o *IssuedOrder) Delivered() bool { return o.Withdrawn == nil && o.complete() }

// complete: lead and assistant have signed and the enterprise has signed or refused.
func (p *Issued) complete() bool { return complete(p.Signatures, p.SignRefusals) }

// touched: somebody has signed or refused.
func (p *Issued) touched() bool { return len(p.Signatures) > 0 || len(p.SignRefusals) > 0 }

// issue makes a paper of its words, with the number the server gives it.
func (a Act) issue(paper any, known Known) Issued {
	canonical, err := evidence.Canonical(paper)
	if err != nil { // a paper holds only what came through JSON, and that has a canonical form
		return Issued{}
	}
	digest := evidence.Sum(canonical)
	return Issued{Digest: digest, Code: evidence.CheckCode(digest), Given: known.Paper, By: a.who(), At: a.DoneAt, Signatures: []Signature{}, SignRefusals: []SignRefusal{}}
}

// Issued finds a delivered paper of the loop that stands by the beginning of its digest, with its number; nil when there is
// none. Internal papers are not found: they are nobody's to verify.
func (r *CheckRecord) Issued(code string) (number string, p *Issued) {
	for i := range r.Orders {
		if o := &r.Orders[i]; o.Withdrawn == nil && strings.HasPrefix(o.Digest, code) {
			return r.NumberOf(&o.Issued, WordOrder, o.Number), &o.Issued
		}
	}
	for i := range r.Measures {
		if m := &r.Measures[i]; m.Withdrawn == nil && strings.HasPrefix(m.Digest, code) {
			return r.NumberOf(&m.Issued, WordMeasure, m.Number), &m.Issued
		}
	}
	for i := range r.Rechecks {
		if k := &r.Rechecks[i]; k.Withdrawn == nil && strings.HasPrefix(k.Digest, code) {
			return r.NumberOf(&k.Issued, WordRecheck, k.Number), &k.Issued
		}
	}
	return "", nil
}

// Order gives an order by its id, nil when there is none.
func (r *CheckRecord) Order(id string) *IssuedOrder {
	i := slices.IndexFunc(r.Orders, func(o IssuedOrder) bool { return o.Paper.ID == id })
	if i < 0 {
		return nil
	}
	return &r.Orders[i]
}

// Item gives the order item of a finding, nil when there is none.
func (r *CheckRecord) Item(findingID string) *OrderItem {
	i := slices.IndexFunc(r.OrderItems, func(o OrderItem) bool { return o.FindingID == findingID })
	if i < 0 {
		return nil
	}
	return &r.OrderItems[i]
}

// openItemFor gives an actor an open item whose order is delivered, and is that of their link where they came by one.
func (c *Check) openItemFor(a Actor, findingID string) (*OrderItem, error) {
	if item := c.r.Item(findingID); item != nil {
		if err := a.bound(item); err != nil {
			return nil, err
		}
	}
	return c.openItem(findingID)
}

// openItem gives an open item whose order is delivered, or refuses.
func (c *Check) openItem(findingID string) (*OrderItem, error) {
	item := c.r.Item(findingID)
	switch {
	case item == nil:
		return nil, OrderItemUnknown.With("findingId", findingID)
	case !item.Open():
		return nil, ItemSettled.With("findingId", findingID).With("standing", string(item.Standing))
	}
	if o := c.r.Order(item.OrderID); o == nil || !o.Delivered() {
		return nil, OrderNotDelivered.With("orderId", item.OrderID)
	}
	return item, nil
}

// leave takes the open ones among some findings' items out of the loop.
func (c *Check) leave(findings []string, as ItemStanding, paperID string) {
	for _, id := range findings {
		if item := c.r.Item(id); item != nil && item.Open() {
			item.Left = &Departure{As: as, PaperID: paperID}
			item.restand()
		}
	}
}

// day is the civil day of an act.
func (a Act) day() string { return Day(a.when()) }

// decision is an act's yes or no.
func (a Act) decision(granted bool, opinion string) *Ruling {
	return &Ruling{Act: a.ID, Granted: granted, Opinion: opinion, By: a.who(), At: a.DoneAt}
}

// findingNo is the number a finding has in the record: its place among those that stand, from 1.
func (c *Check) findingNo(id string) int {
	n := 0
	for _, f := range c.r.Findings {
		if f.Withdrawn == nil {
			n++
		}
		if f.ID == id {
			return n
		}
	}
	return 0
}

// byFinding orders lines as the record numbers the findings.
func byFinding(a, b OrderLine) int { return cmp.Compare(a.No, b.No) }
