// Package store is the memory of the house: rows and domain values turned into each other, transactions, migrations.
//
// It keeps everything in one of two databases that behave alike: SQLite in one file, or a MySQL-compatible server.
// Write methods exist only on Tx; reads stand on Reader, which both Store (its own connections) and Tx (inside the
// transaction) carry. Every row belongs to a bureau and every question says which. The room refuses to decide: what may
// happen is the law room's business, who may carry it out is the ledger's. It is the only room that knows gorm, and it
// keeps gorm on a leash: no hooks, no associations, no Save, no Updates with a struct, selects name their columns; the
// hot path of the ledger is written by hand.
//
// Start reading at Store and Open (open.go), then InTx (tx.go), then the file of the thing you care about: checks.go,
// acts.go, changes.go, visible.go.
package store
