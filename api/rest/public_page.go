package rest

import "html/template"

// publicPage is the open page of random checks (一公开): plain HTML for everybody, without a script. Its look is a file of its
// own (pwa/public/open.css): the server's content policy lets no inline style through.
var publicPage = template.Must(template.New("results").Parse(`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="/icons/mark.svg" type="image/svg+xml"><link rel="stylesheet" href="/open.css"><title>{{.Bureau}} 双随机抽查结果公示</title></head>
<body><h1>{{.Bureau}}双随机抽查结果公示</h1>
<p><a href="random-results.xlsx">下载表格</a></p>
<table><thead><tr>{{range .Heads}}<th scope="col">{{.}}</th>{{end}}</tr></thead><tbody>
{{$h := .Heads}}{{range .Items}}<tr><td data-head="{{index $h 0}}">{{or .Batch "—"}}</td><td data-head="{{index $h 1}}">{{.Item}}</td><td data-head="{{index $h 2}}">{{.Name}}</td><td data-head="{{index $h 3}}" class="code">{{.CreditCode}}</td><td data-head="{{index $h 4}}">{{.Officers}}</td><td data-head="{{index $h 5}}" class="day">{{.CheckedOn}}</td><td data-head="{{index $h 6}}">{{.Result}}</td><td data-head="{{index $h 7}}" class="day">{{.PublishedOn}}</td></tr>
{{else}}<tr><td colspan="8">还没有公示的结果。</td></tr>{{end}}</tbody></table></body></html>
`))
