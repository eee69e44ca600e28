package planning

import (
	_ "embed" // the page that recomputes a draw
	"encoding/json"
	"strings"
)

//go:embed page/page.html
var drawPage string

//go:embed page/draw.js
var drawScript string

// DrawPage is one HTML file that holds a draw and the program that works it out again, and needs nothing else.
func DrawPage(d Draw) (string, error) {
	text, err := json.Marshal(d) // escapes <, > and &, so nothing in it can end the script it stands in
	if err != nil {
		return "", err
	}
	return strings.NewReplacer("/*DRAW*/", string(text), "/*SCRIPT*/", drawScript).Replace(drawPage), nil
}
