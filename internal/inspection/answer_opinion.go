package inspection

// answerOpinion says what the officers made of an opinion, with the reason: adopted, in part, or not. It decides nothing
// else: what they adopt they put into a finding by their own act. An opinion is answered once. The seal does not wait
// for it: a law that made it wait would give an outsider a hand in the record.
//
// 国办发〔2024〕54号: officers check and decide, experts assist; 行政处罚法 46, 47: the whole process is kept.
func answerOpinion(c *Check, act Act, b AnswerOpinionBody, _ Known) error {
	o, err := c.opinion(b.OpinionID)
	if err != nil {
		return err
	}
	o.Answer = &OpinionAnswer{Act: act.ID, Adoption: b.Adoption, Reason: b.Reason, By: act.who(), At: act.DoneAt}
	return nil
}
