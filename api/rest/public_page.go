package rest

import "html/template"

// publicPage is the open page of random checks (一公开). It is plain HTML without a style of its own: the server's content
// policy lets no inline style through, and a table needs none.
var publicPage = template.Must(template.New("results").Parse(`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="/icons/mark.svg" type="image/svg+xml"><title>{{.Bureau}} 双随机抽查结果公示</title></head>
<body><h1>{{.Bureau}}双随机抽查结果公示</h1>
<p><a href="random-results.xlsx">下载表格</a></p>
<table border="1" cellpadding="6"><thead><tr>{{range .Heads}}<th scope="col">{{.}}</th>{{end}}</tr></thead><tbody>
{{range .Items}}<tr><td>{{.Batch}}</td><td>{{.Item}}</td><td>{{.Name}}</td><td>{{.CreditCode}}</td><td>{{.Officers}}</td><td>{{.CheckedOn}}</td><td>{{.Result}}</td><td>{{.PublishedOn}}</td></tr>
{{else}}<tr><td colspan="8">还没有公示的结果。</td></tr>{{end}}</tbody></table></body></html>
`))
