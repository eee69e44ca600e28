// Package sheets is XLSX in and out: the only room that knows excelize.
//
// Reading trusts nothing. A workbook is unpacked within bounds, hidden sheets, merged cells and formulas are named
// where they stand, dates are read by the workbook's own calendar (1900 or 1904), and everything wrong comes back with
// sheet, row, column and a reason, all of it, not only the first. The room keeps nothing and decides nothing: what is
// done with rows that are right while others are wrong is for its callers. Start reading at Open (book.go), then
// table.go; register.go and plan.go are the two kinds of workbook the bureau exchanges; report.go is the batch for the
// city's system.
package sheets
