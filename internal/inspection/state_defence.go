package inspection

import "time"

// mostDefences bounds one check.
const mostDefences = 20

// Defence is 陈述申辩: what the enterprise has to say to the record. Only the enterprise adds one, also after signing, and
// nobody changes or withdraws it.
type Defence struct {
	Act    string    `json:"act"`
	Digest string    `json:"digest"` // of the record it speaks about
	Name   string    `json:"name"`
	Post   string    `json:"post,omitempty"`
	Text   string    `json:"text"`
	By     PersonRef `json:"by"`
	At     time.Time `json:"at"`
}

// stateDefence adds what the enterprise says, word for word. It changes neither the record nor a signature.
//
// 行政处罚法 45: a party may state its case and defend itself, and is heard.
func stateDefence(c *Check, act Act, b StateDefenceBody, _ Known) error {
	if c.r.Seal == nil || b.Digest != c.r.Seal.Digest {
		return RecordChanged
	}
	if len(c.r.Defences) >= mostDefences {
		return DefenceTooMany.With("max", mostDefences)
	}
	c.r.Defences = append(c.r.Defences, Defence{Act: act.ID, Digest: b.Digest, Name: b.Name, Post: b.Post, Text: b.Text, By: act.who(), At: act.DoneAt})
	return nil
}
