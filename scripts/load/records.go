package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"
)

const (
	checksPerBatch = 50 // when preparing
	preparers      = 4
)

// opened is a check whose officers are on site, waiting for its record.
type opened struct {
	id  string
	who *crew
}

// records measures how many whole records a second the server takes: each is one batch of 120 answers on a check of its
// own, and every answer must come back with its receipt. With a fill it measures once more when so many are in.
func records(ctx context.Context, p plan) ([]figure, error) {
	w, err := enter(ctx, p.base)
	if err != nil {
		return nil, err
	}
	var figures []figure
	done := 0
	stage := func() error {
		for _, clients := range p.clients {
			checks, err := w.prepare(ctx, p.runs*p.share(clients))
			if err != nil {
				return err
			}
			f, err := measure(ctx, p, figure{What: "records", On: p.label, Clients: clients, Before: done}, 0, func(ctx context.Context, n int) error { return w.send(ctx, checks[n]) })
			if err != nil {
				return err
			}
			done += len(checks)
			figures = append(figures, f)
		}
		return nil
	}
	if err := stage(); err != nil {
		return figures, err
	}
	if done >= p.fill {
		return figures, nil
	}
	for done < p.fill {
		checks, err := w.prepare(ctx, min(2000, p.fill-done))
		if err != nil {
			return figures, err
		}
		if _, _, err := inParallel(ctx, 16, len(checks), func(ctx context.Context, n int) error { return w.send(ctx, checks[n]) }); err != nil {
			return figures, err
		}
		done += len(checks)
	}
	return figures, stage()
}

// send writes a record and sends it.
func (w *world) send(ctx context.Context, c opened) error {
	return w.pushRaw(ctx, c.who.lead, w.record(c.id), len(w.answers))
}

// record is the batch of a whole record, as a phone would write it.
func (w *world) record(check string) []byte {
	var b strings.Builder
	b.Grow(300 * len(w.answers))
	doneAt := now()
	b.WriteString(`{"acts":[`)
	for i, body := range w.answers {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`{"id":"` + mint() + `","kind":"answer_item","checkId":"` + check + `","doneAt":"` + doneAt + `","dialect":1,"body":` + body + `}`)
	}
	b.WriteString(`]}`)
	return []byte(b.String())
}

// prepare opens n checks: planned and dispatched by the head, approved by the leader, declared by both officers,
// arrived at. Everything through the API, in bulk.
func (w *world) prepare(ctx context.Context, n int) ([]opened, error) {
	if err := w.renew(ctx); err != nil {
		return nil, err
	}
	checks := make([]opened, n)
	for i := range checks {
		checks[i] = opened{id: mint(), who: w.crews[i%len(w.crews)]}
	}
	began := time.Now()
	for _, c := range w.crews {
		if c.certificates != nil {
			continue
		}
		if err := w.learnCertificates(ctx, c); err != nil {
			return nil, err
		}
	}
	batches := (n + checksPerBatch - 1) / checksPerBatch
	_, _, err := inParallel(ctx, preparers, batches, func(ctx context.Context, b int) error {
		return w.open(ctx, checks[b*checksPerBatch:min(n, (b+1)*checksPerBatch)])
	})
	if err != nil {
		return nil, fmt.Errorf("prepare checks: %w", err)
	}
	if took := time.Since(began); took > 5*time.Second {
		fmt.Printf("prepared %d checks in %.0f s\n", n, took.Seconds())
	}
	return checks, nil
}

// open brings checks on site. Each batch belongs to one person, as every batch does.
func (w *world) open(ctx context.Context, checks []opened) error {
	byCrew := map[*crew][]opened{}
	for _, c := range checks {
		byCrew[c.who] = append(byCrew[c.who], c)
	}
	for crew, own := range byCrew {
		var planned, approved, lead, assistant, arrived []act
		for _, c := range own {
			planned = append(planned, newAct("create_check", c.id, w.planned(c)), newAct("dispatch", c.id, struct{}{}))
			approved = append(approved, newAct("approve_scheme", c.id, map[string]any{"opinion": "同意"}))
			lead = append(lead, newAct("declare_no_conflict", c.id, map[string]any{"noConflict": true}))
			assistant = append(assistant, newAct("declare_no_conflict", c.id, map[string]any{"noConflict": true}))
			arrived = append(arrived, newAct("arrive", c.id, map[string]any{"receivedBy": "接待人", "noticeShown": true, "certificates": crew.certificates}))
		}
		for _, part := range []struct {
			who  *person
			acts []act
		}{{crew.head, planned}, {w.leader, approved}, {crew.lead, lead}, {crew.assistant, assistant}, {crew.lead, arrived}} {
			if err := w.push(ctx, part.who, part.acts); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *world) planned(c opened) map[string]any {
	lists := make([]map[string]string, len(w.lists))
	for i, code := range w.lists {
		lists[i] = map[string]string{"code": code}
	}
	place := 0
	for _, b := range []byte(c.id[24:]) { // the random end of the id spreads the checks over the register
		place = place*31 + int(b)
	}
	return map[string]any{
		"enterpriseId": w.places[place%len(w.places)], "kind": "routine", "source": "in_plan", "plannedOn": time.Now().Format(time.DateOnly),
		"team": map[string]string{"lead": c.who.lead.id, "assistant": c.who.assistant.id}, "checklists": lists,
		"scheme": map[string]any{"areas": "生产车间、仓库", "content": "安全管理责任落实、设备设施", "reason": "压力测试", "methods": []string{"查资料", "查现场"}},
	}
}

// learnCertificates plans one check of a crew and reads on it which certificates its officers carry.
func (w *world) learnCertificates(ctx context.Context, c *crew) error {
	id := mint()
	if err := w.push(ctx, c.head, []act{newAct("create_check", id, w.planned(opened{id: id, who: c}))}); err != nil {
		return err
	}
	var view struct {
		Record struct {
			Team []struct {
				Certificate struct {
					Number string `json:"number"`
				} `json:"certificate"`
			} `json:"team"`
		} `json:"record"`
	}
	if err := w.door.call(ctx, c.head, http.MethodGet, "/api/v1/checks/"+id, nil, &view); err != nil {
		return err
	}
	for _, m := range view.Record.Team {
		c.certificates = append(c.certificates, m.Certificate.Number)
	}
	if len(c.certificates) != 2 {
		return fmt.Errorf("the check planned for %s has a team of %d", c.lead.username, len(c.certificates))
	}
	return nil
}
