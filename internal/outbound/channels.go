package outbound

import (
	"fmt"
	"net/http"
	"time"

	"anjian/internal/store"
)

// notifiersFor are the ways by their kind.
func notifiersFor(st *store.Store, out outside) map[string]Notifier {
	now := st.Now
	p := poster{&http.Client{Timeout: 15 * time.Second}}
	return map[string]Notifier{
		"wecom":    robot{poster: p, now: now},
		"dingtalk": robot{poster: p, dingtalk: true, now: now},
		"sms":      sms{p},
		"smtp":     letters{now},
		"push":     push{st, out.client(webhookPatience)},
	}
}

// checkChannels tells what is wrong with the operator's channels.
func (r *Room) checkChannels() error {
	seen := map[string]bool{}
	for _, ch := range r.s.Channels {
		switch {
		case ch.Code == "" || len(ch.Code) > 40 || ch.Name == "":
			return fmt.Errorf("outbound: a channel needs a code and a name")
		case seen[ch.BureauID+"/"+ch.Code]:
			return fmt.Errorf("outbound: channel %s stands twice", ch.Code)
		case r.notifiers[ch.Kind] == nil:
			return fmt.Errorf("outbound: channel %s is of no kind we know: %q", ch.Code, ch.Kind)
		}
		seen[ch.BureauID+"/"+ch.Code] = true
	}
	return nil
}

// channelsOf are the channels of a bureau.
func (r *Room) channelsOf(bureauID string) []Channel {
	list := []Channel{}
	for _, ch := range r.s.Channels {
		if ch.BureauID == "" || ch.BureauID == bureauID {
			list = append(list, ch)
		}
	}
	return list
}

// channel is the bureau's channel of a code; nil: there is none.
func (r *Room) channel(bureauID, code string) *Channel {
	for _, ch := range r.channelsOf(bureauID) {
		if ch.Code == code {
			return &ch
		}
	}
	return nil
}
