// Package pwa hands the built web app to the server: the phone's shell, the office pages, their assets.
//
// It refuses to know how they are served; api/rest decides about caching, fallbacks and headers. Before the first
// `npm run build` only a placeholder is embedded: the server still compiles and starts, and Built says so.
package pwa

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Dist is the built app with index.html (phone and guests), office/index.html, sw.js and assets/ at its root.
func Dist() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		panic("pwa: the embedded folder has no dist: " + err.Error()) // cannot happen: the name is fixed above
	}
	return sub
}

// Built tells whether the app was built before this program was compiled.
func Built() bool {
	_, err := fs.Stat(Dist(), "index.html")
	return err == nil
}
