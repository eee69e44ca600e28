package paper

import (
	"fmt"
	"time"

	"anjian/internal/inspection"
)

// clocks says how the phones' clocks stood, where one was off by more than people can overlook: the times of the record
// are theirs.
func (b *body) clocks() {
	var lines []string
	told := func(when string, at time.Time, clock *inspection.PhoneClock) {
		if !clock.Wrong() {
			return
		}
		way := "快"
		if clock.OffBy < 0 {
			way = "慢"
		}
		lines = append(lines, fmt.Sprintf("%s所记时间取自检查人员手机的时钟，该时钟当时比服务器时间%s%s（误差%s以内）；按服务器时间约为%s。",
			when, way, spanOf(clock.OffBy), spanOf(clock.Error), momentOf(clock.Right(at))))
	}
	if a := b.m.Record.Arrival; a != nil {
		told("进场", a.At, a.Clock)
	}
	if b.m.Record.Seal != nil {
		told("检查结束", b.closing.EndedAt, b.closing.Clock)
	}
	if len(lines) == 0 {
		return
	}
	b.chapter("关于时间的说明")
	for _, line := range lines {
		b.paragraph("clock", span{text: line})
	}
}

// spanOf writes a span of milliseconds in its two largest units: 1天3小时; never less than a second.
func spanOf(ms int64) string {
	left := max(1000, max(ms, -ms))
	text, units := "", 0
	for _, u := range []struct {
		size int64
		name string
	}{{86_400_000, "天"}, {3_600_000, "小时"}, {60_000, "分钟"}, {1000, "秒"}} {
		n := left / u.size
		left -= n * u.size
		if n > 0 {
			text += fmt.Sprintf("%d%s", n, u.name)
		}
		if text != "" {
			if units++; units == 2 {
				break
			}
		}
	}
	return text
}
