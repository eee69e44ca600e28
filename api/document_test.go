package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"anjian/api/rest"
	"anjian/internal/checklist"
	"anjian/internal/inspection"
)

func document(t *testing.T) map[string]any {
	t.Helper()
	text, err := rest.Document("test")
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

func object(v any, path ...string) map[string]any {
	m, _ := v.(map[string]any)
	for _, p := range path {
		m, _ = m[p].(map[string]any)
	}
	return m
}

func TestTheDocumentHasEveryRouteAndNoOther(t *testing.T) {
	doc := document(t)
	routes, err := rest.Routes()
	if err != nil {
		t.Fatal(err)
	}
	served := map[string]rest.Route{}
	for _, r := range routes {
		served[strings.ToLower(r.Method)+" "+r.Path] = r
	}
	ids := map[string]bool{}
	for path, item := range object(doc, "paths") {
		for method, operation := range object(item) {
			op := object(operation)
			id := fmt.Sprint(op["operationId"])
			r, ok := served[method+" "+path]
			if !ok || r.ID != id || ids[id] {
				t.Errorf("%s %s (%s) is in the document, but not so among the routes, or twice", method, path, id)
			}
			ids[id] = true
			delete(served, method+" "+path)
			if (op["security"] == nil) != (len(r.Who) == 0) {
				t.Errorf("%s: the document and the routes disagree about who may", id)
			}
			if op["summary"] == "" || op["tags"] == nil || op["responses"] == nil {
				t.Errorf("%s is not described", id)
			}
			for _, name := range regexp.MustCompile(`\{(\w+)\}`).FindAllStringSubmatch(path, -1) {
				if !slices.ContainsFunc(op["parameters"].([]any), func(p any) bool {
					return object(p)["name"] == name[1] && object(p)["in"] == "path" && object(p)["required"] == true
				}) {
					t.Errorf("%s: {%s} is not described", id, name[1])
				}
			}
			for code, response := range object(op, "responses") {
				if code >= "400" && object(response, "content", "application/problem+json", "schema")["$ref"] != "#/components/schemas/Problem" && method != "head" {
					t.Errorf("%s: %s is no problem: %v", id, code, response)
				}
			}
		}
	}
	for _, r := range served {
		t.Errorf("%s is not in the document", r)
	}
	for _, id := range strings.Fields("signIn refreshSession listChecklists getChecklist listChecks getCheck getChanges pushActs createCheck getRecordPdf getFile") {
		if !ids[id] {
			t.Errorf("outside tools look for %s", id)
		}
	}
}

func TestTheDocumentIsWholeOpenAPI(t *testing.T) {
	doc := document(t)
	if v := fmt.Sprint(doc["openapi"]); !strings.HasPrefix(v, "3.1.") || object(doc, "info")["title"] == nil || object(doc, "info")["version"] != "test" {
		t.Errorf("openapi %s, info %v", v, doc["info"])
	}
	schemas := object(doc, "components", "schemas")
	var walk func(at string, v any)
	walk = func(at string, v any) {
		switch x := v.(type) {
		case map[string]any:
			if ref, ok := x["$ref"].(string); ok && schemas[strings.TrimPrefix(ref, "#/components/schemas/")] == nil {
				t.Errorf("%s points to %s, which is not there", at, ref)
			}
			if kind, ok := x["type"].(string); ok && !slices.Contains([]string{"object", "array", "string", "integer", "number", "boolean", "null", "http"}, kind) {
				t.Errorf("%s has the type %q", at, kind)
			}
			if required, ok := x["required"].([]any); ok && x["properties"] != nil {
				for _, name := range required {
					if object(x, "properties")[name.(string)] == nil {
						t.Errorf("%s requires %v, which it does not have", at, name)
					}
				}
			}
			if x["type"] == "array" && x["items"] == nil {
				t.Errorf("%s is a list of nothing", at)
			}
			if p, ok := x["pattern"].(string); ok {
				if _, err := regexp.Compile(p); err != nil {
					t.Errorf("%s: %v", at, err)
				}
			}
			for k, inner := range x {
				walk(at+"/"+k, inner)
			}
		case []any:
			for i, inner := range x {
				walk(fmt.Sprint(at, "/", i), inner)
			}
		}
	}
	walk("#", doc)
}

// conforms compares a value with a schema of the document, as far as our schemas go, and says what does not fit.
func conforms(doc map[string]any, at string, schema map[string]any, v any) []string {
	if ref, ok := schema["$ref"].(string); ok {
		return conforms(doc, at, object(doc, "components", "schemas", strings.TrimPrefix(ref, "#/components/schemas/")), v)
	}
	if choices, ok := schema["anyOf"].([]any); ok {
		for _, choice := range choices {
			if len(conforms(doc, at, object(choice), v)) == 0 {
				return nil
			}
		}
		return []string{fmt.Sprintf("%s: %v is none of the choices", at, v)}
	}
	var bad []string
	say := func(format string, args ...any) { bad = append(bad, at+": "+fmt.Sprintf(format, args...)) }
	if enum, ok := schema["enum"].([]any); ok && !slices.Contains(enum, v) {
		say("%v is not among %v", v, enum)
	}
	switch schema["type"] {
	case "object":
		m, ok := v.(map[string]any)
		if !ok {
			say("%T is no object", v)
			return bad
		}
		required, _ := schema["required"].([]any)
		for _, name := range required {
			if _, ok := m[name.(string)]; !ok {
				say("%v is missing", name)
			}
		}
		for name, inner := range m {
			if p := object(schema, "properties", name); p != nil {
				bad = append(bad, conforms(doc, at+"."+name, p, inner)...)
			} else if extra := object(schema, "additionalProperties"); extra != nil {
				bad = append(bad, conforms(doc, at+"."+name, extra, inner)...)
			} else if schema["additionalProperties"] == false {
				say("%s is not in the document", name)
			}
		}
	case "array":
		list, ok := v.([]any)
		if !ok {
			say("%T is no list", v)
		}
		for i, inner := range list {
			bad = append(bad, conforms(doc, fmt.Sprint(at, "[", i, "]"), object(schema, "items"), inner)...)
		}
	case "string":
		if _, ok := v.(string); !ok {
			say("%T is no text", v)
		}
	case "integer", "number":
		if n, ok := v.(float64); !ok || schema["type"] == "integer" && n != float64(int64(n)) {
			say("%v is no %v", v, schema["type"])
		}
	case "null":
		if v != nil {
			say("%T is not null", v)
		}
	case "boolean":
		if _, ok := v.(bool); !ok {
			say("%T is no yes or no", v)
		}
	}
	return bad
}

func TestRealAnswersAreAsTheDocumentSays(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		doc := document(t)
		m := s.sealedMatter(t)
		open := s.w.Open(t)
		s.w.Must(t, s.w.Jia, s.w.Act(inspection.RaiseFinding, open, s.bodies()["raiseFinding"]))
		operations := map[string]map[string]any{}
		for _, item := range object(doc, "paths") {
			for _, op := range object(item) {
				operations[fmt.Sprint(object(op)["operationId"])] = object(op)
			}
		}
		routes, err := rest.Routes()
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		for _, r := range routes {
			for _, whom := range []string{"jia", "head", "leader", "owner", "admin", "-"} {
				about := m
				if r.ID == "answerItem" || r.ID == "getCheck" && whom == "head" {
					about.check = open
				}
				if strings.HasSuffix(r.ID, "Upload") || r.ID == "getUploadOffset" {
					about.upload = s.beginUpload(t, "jia", picture(7))
				}
				got := s.send(t, s.ask(t, r, whom, about))
				responses := object(operations[r.ID], "responses")
				response := object(responses, fmt.Sprint(got.status))
				if response == nil {
					t.Errorf("%s as %s answers %d, which is not in the document", r.ID, whom, got.status)
					continue
				}
				kind := strings.Split(got.head.Get("Content-Type"), ";")[0]
				schema := object(response, "content", kind, "schema")
				if len(got.body) > 0 && schema == nil {
					t.Errorf("%s as %s answers %d with %s, the document with %v", r.ID, whom, got.status, kind, response["content"])
				}
				if !strings.Contains(kind, "json") || schema == nil || len(got.body) == 0 {
					continue
				}
				var v any
				got.into(t, &v)
				for _, bad := range conforms(doc, r.ID, schema, v) {
					t.Errorf("as %s: %s", whom, bad)
				}
				seen++
			}
		}
		if seen < 200 {
			t.Errorf("only %d answers were compared", seen)
		}
	})
}

func TestTheDocsPageNeedsNoScriptAndNobodyElse(t *testing.T) {
	s := newSite(t)
	page := s.get(t, "", "/api/docs")
	if page.status != 200 || !strings.HasPrefix(page.head.Get("Content-Type"), "text/html") {
		t.Fatal(page.status, page.head)
	}
	text := string(page.body)
	if strings.Contains(text, "<script") || regexp.MustCompile(`(src|href)="(https?:)?//`).MatchString(text) {
		t.Error("the page wants a script or somebody else")
	}
	routes, err := rest.Routes()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range routes {
		if !strings.Contains(text, r.ID) {
			t.Errorf("%s is not on the page", r.ID)
		}
	}
	for _, path := range regexp.MustCompile(`(?:src|href)="(/[^"]*)"`).FindAllStringSubmatch(text, -1) {
		if got := s.get(t, "", path[1]); got.status != 200 {
			t.Errorf("the page links to %s: %d", path[1], got.status)
		}
	}
	if got := s.get(t, "", "/api/v1/openapi.json"); got.status != 200 || got.head.Get("Content-Type") != "application/json" {
		t.Errorf("openapi.json: %d %v", got.status, got.head)
	}
}

func TestCreatingACheckTwiceMakesOneAndTheSameReceipt(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		id := s.w.Act("x", "", nil).ID
		body := map[string]any{"id": id, "doneAt": s.w.Clock.Now(), "body": s.w.CreateBody()}
		first := s.post(t, "head", "/api/v1/checks", body)
		before := s.acts(t)
		second := s.post(t, "head", "/api/v1/checks", body)
		if first.status != 201 || second.status != 201 {
			t.Fatalf("%d, then %d %s", first.status, second.status, second.body)
		}
		var a, b rest.Done
		first.into(t, &a)
		second.into(t, &b)
		if a.Receipt != b.Receipt || a.Receipt.ActID != id || a.Check.ID != b.Check.ID || a.Check.ID == "" || s.acts(t) != before {
			t.Errorf("%+v\n%+v", a.Receipt, b.Receipt)
		}
		other := s.w.CreateBody()
		other.Scheme.Areas = "别处"
		body["body"] = other
		wantProblem(t, s.post(t, "head", "/api/v1/checks", body), 409, "act.id_reused")
		if s.acts(t) != before {
			t.Error("something was written")
		}
	})
}

func TestRareCharactersAndEmojiComeBackAsTheyWere(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		check := s.w.Open(t)
		note := "李𬭎与李𬬭👷🏽‍♀️“引号”\\ <b>&amp; é é\nثابت ㎡"
		got := s.post(t, "jia", "/api/v1/checks/"+check+"/answers", envelope(inspection.AnswerItemBody{Checklist: "big", Item: "I-001", Verdict: checklist.Conforms, Note: note}))
		if got.status != 200 {
			t.Fatalf("%d %s", got.status, got.body)
		}
		var view struct{ Record inspection.CheckRecord }
		s.get(t, "yi", "/api/v1/checks/"+check).into(t, &view)
		if back := view.Record.Answers["big/I-001"]; len(back) != 1 || back[0].Note != note {
			t.Errorf("%+v", back)
		}
	})
}
