package inspection

import "anjian/internal/evidence"

// OpinionSchema names the canonical form of an opinion; another form gets another name.
const OpinionSchema = "anjian/opinion/1"

// SealedOpinion is what an expert signs: the opinion as it was shown, on one check, by them. Neither the act nor its time
// is in it, for both come with the signature; nor its number, which only the ledger knows.
type SealedOpinion struct {
	Schema     string               `json:"schema"`
	CheckID    string               `json:"checkId"`
	ID         string               `json:"id"`
	Expert     Expert               `json:"expert"`
	By         PersonRef            `json:"by"`
	About      OpinionAbout         `json:"about"`
	Checklist  string               `json:"checklist"`
	Item       string               `json:"item"`
	FindingID  string               `json:"findingId"`
	Place      string               `json:"place"`
	Fact       string               `json:"fact"`
	Standard   string               `json:"standard"`
	Risk       string               `json:"risk"`
	Suggestion string               `json:"suggestion"`
	Urgency    Urgency              `json:"urgency"`
	Photos     []SealedOpinionPhoto `json:"photos"` // by id
}

// SealedOpinionPhoto is one picture of an opinion with both its hashes and what is drawn on it.
type SealedOpinionPhoto struct {
	ID             string       `json:"id"`
	SHA256         string       `json:"sha256"`
	OriginalSHA256 string       `json:"originalSha256"`
	Source         PhotoSource  `json:"source"`
	Caption        string       `json:"caption"`
	TakenAt        string       `json:"takenAt"`
	Marks          []SealedMark `json:"marks"`
}

// SealedOf lays an opinion out as its author signs it.
func (o *Opinion) SealedOf(checkID string) SealedOpinion {
	s := SealedOpinion{
		Schema: OpinionSchema, CheckID: checkID, ID: o.ID, Expert: o.Expert, By: o.By, About: o.About, Checklist: o.Checklist, Item: o.Item,
		FindingID: o.FindingID, Place: o.Place, Fact: o.Fact, Standard: o.Standard, Risk: o.Risk, Suggestion: o.Suggestion, Urgency: o.Urgency,
		Photos: []SealedOpinionPhoto{},
	}
	for _, p := range o.Photos {
		photo := SealedOpinionPhoto{ID: p.ID, SHA256: p.SHA256, OriginalSHA256: p.OriginalSHA256, Source: p.Source, Caption: p.Caption,
			TakenAt: stampOf(p.TakenAt), Marks: []SealedMark{}}
		for _, m := range p.Drawn() {
			photo.Marks = append(photo.Marks, SealedMark(m))
		}
		s.Photos = append(s.Photos, photo)
	}
	return s
}

// OpinionDigest is the hex SHA-256 over the canonical form of an opinion.
func OpinionDigest(o SealedOpinion) string {
	canonical, err := evidence.Canonical(o)
	if err != nil { // an opinion holds only what came through JSON, and that has a canonical form
		return ""
	}
	return evidence.Sum(canonical)
}
