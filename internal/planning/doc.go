// Package planning is the room of what is planned and counted: the working-day calendar, and what reckons with it.
//
// It is a room without windows like internal/inspection: values in, values or refusals out, no clock, no files, no
// database. Days come in as planning.Day, the calendar as data (configs/calendar, read by internal/config). What is
// counted into a year whose holidays nobody has announced yet is marked as such and never passed off as known.
// Start reading at Calendar.
package planning
