package inspection

// mostFilings bounds one check.
const mostFilings = 10

// fileCase proposes to file a case 立案, with its cause, facts and list of evidence.
//
// 行政处罚法 54: where the standard for filing is met a case is filed promptly.
func fileCase(c *Check, act Act, b FileCaseBody, known Known) error {
	if c.r.Filing(b.FilingID) != nil {
		return PaperExists.With("paperId", b.FilingID)
	}
	if len(c.r.Filings) >= mostFilings {
		return FilingTooMany.With("max", mostFilings)
	}
	if len(b.Findings) == 0 && c.r.State != EntryRefused {
		return Missing.With("field", "findings")
	}
	if lapsed(known.Law, b.Law, act.day()) {
		return PaperBasisLapsed.With("law", b.Law).With("day", act.day())
	}
	found, _, err := c.measured(b.Findings)
	if err != nil {
		return err
	}
	paper := FilingPaper{Schema: FilingSchema, CheckID: c.r.ID, ID: b.FilingID, Name: b.Name, Cause: b.Cause, Source: b.Source, Facts: b.Facts, Law: b.Law,
		Article: b.Article, Findings: found, Evidence: b.Evidence, Opinion: b.Opinion, Act: act.ID, By: act.who(), DoneAt: stampOf(act.DoneAt)}
	c.r.Filings = append(c.r.Filings, CaseFiling{Number: len(c.r.Filings) + 1, Paper: paper, Issued: act.issue(paper, known)})
	return nil
}

// decideFiling is the leader's decision, once both who handle the case have signed. With a yes the open order items it
// names have left the loop.
//
// 行政处罚法 54: the case is filed, or not, with the reason.
func decideFiling(c *Check, act Act, b DecisionBody, _ Known) error {
	f := c.r.Filing(b.PaperID)
	switch {
	case f == nil:
		return PaperUnknown.With("paperId", b.PaperID)
	case f.Withdrawn != nil:
		return PaperWithdrawn.With("paperId", b.PaperID)
	case f.Decided != nil:
		return PaperDecided.With("paperId", b.PaperID)
	case !signedBy(f.Signatures, PartyLead) || !signedBy(f.Signatures, PartyAssistant):
		return PaperNotSigned.With("paperId", b.PaperID)
	case !b.Granted && blank(b.Opinion):
		return OpinionNeeded
	}
	f.Decided = act.decision(b.Granted, b.Opinion)
	if b.Granted {
		ids := make([]string, len(f.Paper.Findings))
		for i, found := range f.Paper.Findings {
			ids[i] = found.ID
		}
		c.leave(ids, ItemFiled, b.PaperID)
	}
	return nil
}
