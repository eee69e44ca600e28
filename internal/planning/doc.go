// Package planning is the room of what is planned and counted: what an entry of the register must hold, what the annual
// plan adds up to, how a draw is made and made again, how targets are laid into weeks, and the working-day calendar with
// what reckons with it.
//
// It is a room without windows like internal/inspection: values in, values or refusals out, no clock, no files, no
// database, no chance that is not handed in. Days come in as planning.Day, the calendar as data (configs/calendar, read
// by internal/config). What is counted into a year whose holidays nobody has announced yet is marked as such and never
// passed off as known. Start reading at Calendar, Enterprise, Plan, Draw, Lay.
package planning
