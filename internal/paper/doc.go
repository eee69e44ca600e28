// Package paper prints the statutory documents: layout, fonts, pages, ink, photos and the PDF file itself.
//
// What it refuses: to draw a character its fonts lack (fault Refused, `paper.missing_glyph`, with the character and
// the field), to state conclusions of law (a record holds facts), to read a clock (dates come from the record, so the
// same input gives the same bytes), and to know about storage (photos come through a function).
//
// The way of a page: a document (record.go, scheme.go, notice.go) puts blocks on a sheet (paragraphs, fields, tables,
// signature blocks, photos); blocks become boxes, each a line high, that say where the sheet may break (flow.go); the
// pages get their feet when their number is known (foot.go); pdffile.go writes them. Text is broken into lines by
// breaker.go after the Chinese rules, and drawn from font subsets (face.go, subset.go) whose text can be extracted
// exactly, characters beyond the BMP included.
//
// Start reading at RecordPDF.
package paper
