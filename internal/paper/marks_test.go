package paper_test

import (
	"os"
	"strings"
	"testing"

	"anjian/internal/inspection"
)

func TestWhatIsDrawnOnAPhotoIsPrintedOverItAndSaidInItsCaption(t *testing.T) {
	m := matter(2, 3)
	plain := textOf(t, mustSet(t, m))
	if strings.Contains(bare(strings.Join(plain, "")), "检查人员所加") {
		t.Error("photos without marks speak of marks")
	}
	m.Record.Photos[0].Marks = []inspection.MarkSet{{Act: "a", Marks: []inspection.PhotoMark{
		{Shape: inspection.Arrow, X: 1000, Y: 9000, X2: 4500, Y2: 5000}, {Shape: inspection.Ellipse, X: 4200, Y: 3800, X2: 6800, Y2: 6200},
		{Shape: inspection.Label, X: 300, Y: 300, Text: "联轴器防护罩缺失，旋转部位外露"}}},
		{Act: "b", Marks: []inspection.PhotoMark{{Shape: inspection.Label, X: 8800, Y: 9700, Text: "𬭎工👷指认处，距地面约一点二米，当日未断电"}, {Shape: inspection.Arrow, X: 9500, Y: 500, X2: 9900, Y2: 300}}}}
	m.Record.Photos[2].Marks = []inspection.MarkSet{{Act: "c", Marks: []inspection.PhotoMark{{Shape: inspection.Label, X: 2000, Y: 5000, Text: "铭牌"}}}}
	pdf := mustSet(t, m)
	pages := textOf(t, pdf)
	last := pages[len(pages)-1]
	holds(t, last, "联轴器防护罩缺失", "标注、遮挡为检查人员所加，原图另存", "以□代替", "铭牌")
	if n := strings.Count(bare(last), "检查人员所加"); n != 2 {
		t.Errorf("%d captions speak of marks, expected 2", n)
	}
	if to := os.Getenv("ANJIAN_LOOK"); to != "" {
		if err := os.WriteFile(to, pdf, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
