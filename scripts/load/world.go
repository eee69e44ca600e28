package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/google/uuid"
)

const answersPerRecord = 120

// world is what is needed to prepare checks: people in pairs with their heads, enterprises, items to answer.
type world struct {
	door    *door
	leader  *person
	crews   []*crew
	places  []string // ids of enterprises
	lists   []string // codes of the checklists of every check
	answers []string // the body of each answer, ready
}

// crew is a section: its head, two officers, and the numbers of their certificates.
type crew struct {
	head, lead, assistant *person
	certificates          []string
}

// act is one act as it goes over the wire.
type act struct {
	ID      string `json:"id"`
	Kind    string `json:"kind"`
	CheckID string `json:"checkId"`
	DoneAt  string `json:"doneAt"`
	Dialect int    `json:"dialect"`
	Body    any    `json:"body"`
}

func newAct(kind, check string, body any) act {
	return act{ID: mint(), Kind: kind, CheckID: check, DoneAt: now(), Dialect: 1, Body: body}
}

func mint() string { return uuid.Must(uuid.NewV7()).String() }

func now() string { return time.Now().UTC().Format("2006-01-02T15:04:05.000Z") }

// enter signs everybody in and learns what there is to check.
func enter(ctx context.Context, base string) (*world, error) {
	w := &world{door: openDoor(base)}
	if err := w.renew(ctx); err != nil {
		return nil, err
	}
	head := w.crews[0].head
	for cursor := ""; ; {
		var page struct {
			Items []struct {
				ID string `json:"id"`
			} `json:"items"`
			NextCursor string `json:"nextCursor"`
		}
		if err := w.door.call(ctx, head, http.MethodGet, "/api/v1/enterprises?limit=200&cursor="+cursor, nil, &page); err != nil {
			return nil, err
		}
		for _, e := range page.Items {
			w.places = append(w.places, e.ID)
		}
		if cursor = page.NextCursor; cursor == "" {
			break
		}
	}
	return w, w.learnLists(ctx, head)
}

// renew signs everybody in again: tokens are short-lived and a long measurement is not.
func (w *world) renew(ctx context.Context) (err error) {
	if w.leader, err = w.door.signIn(ctx, "leader1"); err != nil {
		return err
	}
	old := w.crews
	w.crews = nil
	for i := range 3 {
		c := &crew{}
		for username, who := range map[string]**person{
			fmt.Sprintf("head%d", i+1): &c.head, fmt.Sprintf("inspector%d", 2*i+1): &c.lead, fmt.Sprintf("inspector%d", 2*i+2): &c.assistant,
		} {
			if *who, err = w.door.signIn(ctx, username); err != nil {
				return err
			}
		}
		if old != nil {
			c.certificates = old[i].certificates
		}
		w.crews = append(w.crews, c)
	}
	return nil
}

// learnLists takes published checklists until there are enough items, and prepares an answer for each.
func (w *world) learnLists(ctx context.Context, who *person) error {
	var page struct {
		Items []struct {
			Code string `json:"code"`
		} `json:"items"`
	}
	if err := w.door.call(ctx, who, http.MethodGet, "/api/v1/checklists?limit=200", nil, &page); err != nil {
		return err
	}
	for _, brief := range page.Items {
		var list struct {
			Code  string `json:"code"`
			Items []item `json:"items"`
		}
		if err := w.door.call(ctx, who, http.MethodGet, "/api/v1/checklists/"+brief.Code, nil, &list); err != nil {
			return err
		}
		w.lists = append(w.lists, list.Code)
		for _, i := range list.Items {
			body, err := json.Marshal(i.conforming(list.Code))
			if err != nil {
				return err
			}
			w.answers = append(w.answers, string(body))
			if len(w.answers) == answersPerRecord {
				return nil
			}
		}
	}
	return fmt.Errorf("the published checklists have only %d items, a whole record needs %d", len(w.answers), answersPerRecord)
}

// item is what the load needs to know of a checklist's item.
type item struct {
	ID     string `json:"id"`
	Answer struct {
		Type string   `json:"type"`
		Min  *float64 `json:"min"`
		Max  *float64 `json:"max"`
	} `json:"answer"`
}

// conforming is an answer within the item's limits.
func (i item) conforming(code string) map[string]any {
	body := map[string]any{"checklist": code, "item": i.ID, "verdict": "conforms"}
	switch i.Answer.Type {
	case "number":
		x := 1.0
		switch low, high := i.Answer.Min, i.Answer.Max; {
		case low != nil && high != nil:
			x = (*low + *high) / 2
		case low != nil:
			x = *low + 1
		case high != nil:
			x = *high / 2
		}
		body["value"] = map[string]any{"number": x}
	case "date_valid_until":
		body["value"] = map[string]any{"date": time.Now().AddDate(1, 0, 0).Format(time.DateOnly)}
	case "date_last_done":
		body["value"] = map[string]any{"date": time.Now().AddDate(0, 0, -20).Format(time.DateOnly)}
	}
	return body
}

// push sends a batch and holds the server to a receipt for every act of it.
func (w *world) push(ctx context.Context, who *person, acts []act) error {
	body, err := json.Marshal(map[string]any{"acts": acts})
	if err != nil {
		return err
	}
	return w.pushRaw(ctx, who, body, len(acts))
}

func (w *world) pushRaw(ctx context.Context, who *person, body []byte, acts int) error {
	text, err := w.door.raw(ctx, who, http.MethodPost, "/api/v1/acts", body)
	if err != nil {
		return err
	}
	if got := bytes.Count(text, []byte(`"outcome":"accepted"`)); got != acts {
		return fmt.Errorf("%s sent %d acts and got %d receipts: %.2000s", who.username, acts, got, text)
	}
	return nil
}
