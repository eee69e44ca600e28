package inspection

// withdrawInvitation ends an invitation at once, with a reason. The opinions that came by it stand.
//
// 国办发〔2024〕54号: assistants act under the officers, who so may end the assistance.
func withdrawInvitation(c *Check, act Act, b WithdrawInvitationBody, _ Known) error {
	v, err := c.invitation(b.InvitationID)
	if err != nil {
		return err
	}
	why := act.because(b.Reason)
	v.Withdrawn = &why
	return nil
}
