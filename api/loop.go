package main

import (
	"anjian/configs"
	"anjian/internal/casework"
	"anjian/internal/config"
	"anjian/internal/inspection"
	"anjian/internal/office"
	"anjian/internal/planning"
)

// The clock in clocks.yaml that says how long before its end more time is asked for.
const extensionRequest = "extension_request"

// carryLoop hands the rooms the terms and the clocks by which checks are carried to their end.
func carryLoop(c config.Config, cases *casework.Room, desk *office.Room, calendar planning.Calendar) error {
	clocks, err := config.LoadClocks(config.Overlay(c.Outbound.ConfigDir, configs.FS))
	if err != nil {
		return err
	}
	notice := clocks[extensionRequest]
	cases.Carry(inspection.Terms{
		OrderApproval: c.Loop.OrderApproval, Remedies: c.Loop.Remedies, ExtensionNotice: notice.Length, ExtensionBasis: notice.Basis,
		KeepYears: c.Loop.KeepYears, KeepYearsGrave: c.Loop.KeepYearsGrave, KeepBasis: c.Loop.KeepBasis,
		Numbering: inspection.Numbering(c.Loop.Numbering), NumberWidth: c.Loop.NumberWidth,
	}, clocks)
	desk.Reckoning(calendar, clocks)
	return nil
}
