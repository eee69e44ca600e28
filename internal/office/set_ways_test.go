package office_test

import (
	"slices"
	"testing"

	"anjian/internal/fault"
	"anjian/internal/inspection"
	"anjian/internal/office"
	"anjian/internal/testkit"
)

func TestABureauSetsTheWaysToSignThatItAccepts(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		desk, admin := office.New(w.Store), w.Admin.Actor()
		at := func() []inspection.Way {
			got, err := desk.WaysToSign(t.Context(), admin)
			if err != nil {
				t.Fatal(err)
			}
			return got.Ways
		}
		if !slices.Equal(at(), inspection.DefaultWays) {
			t.Errorf("before anything is set: %v", at())
		}
		for name, wrong := range map[string][]inspection.Way{"none": {}, "one twice": {inspection.OnPaper, inspection.OnPaper}, "an unknown one": {"thumb"}} {
			if _, err := desk.SetWaysToSign(t.Context(), admin, deed(w), office.Ways{Ways: wrong}); fault.CodeOf(err) != office.WaysWrong.Code {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := desk.SetWaysToSign(t.Context(), admin, deed(w), office.Ways{Ways: []inspection.Way{inspection.OnOwnPhone, inspection.OnOwnLink}}); fault.CodeOf(err) != office.WaysNoOfficer.Code {
			t.Errorf("none for the officers: %v", err)
		}
		want := []inspection.Way{inspection.OnPaper, inspection.ByCertificate}
		once := deed(w)
		for range 2 { // sent again it is answered again
			if got, err := desk.SetWaysToSign(t.Context(), admin, once, office.Ways{Ways: []inspection.Way{inspection.ByCertificate, inspection.OnPaper}}); err != nil || !slices.Equal(got.Ways, want) {
				t.Fatalf("set: %v, %v", got, err)
			}
		}
		if !slices.Equal(at(), want) {
			t.Errorf("afterwards: %v", at())
		}
	})
}
