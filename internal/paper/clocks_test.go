package paper_test

import (
	"strings"
	"testing"
	"time"

	"anjian/internal/inspection"
)

func TestTheRecordSaysThatAPhoneHadTheWrongTime(t *testing.T) {
	m := matter(1, 0)
	m.Record.Arrival.Clock = &inspection.PhoneClock{OffBy: (27*time.Hour + 5*time.Second).Milliseconds(), Error: 480}
	m.Record.Seal.Closing.Clock = &inspection.PhoneClock{OffBy: -(6*time.Minute + 40*time.Second).Milliseconds(), Error: (13*time.Hour + time.Minute).Milliseconds()}
	text := footless(textOf(t, mustSet(t, m)))
	at := m.Record.Arrival.At.Add(-27*time.Hour - 5*time.Second).In(inspection.Zone)
	holds(t, text, "进场所记时间取自检查人员手机的时钟，该时钟当时比服务器时间快1天3小时（误差1秒以内）；按服务器时间约为"+at.Format("2006年1月2日"))
	holds(t, text, "检查结束所记时间取自检查人员手机的时钟，该时钟当时比服务器时间慢6分钟40秒（误差13小时1分钟以内）")
}

func TestTheRecordSaysNothingOfClocksThatAreRightEnough(t *testing.T) {
	m := matter(1, 0)
	m.Record.Arrival.Clock = &inspection.PhoneClock{OffBy: 119_000, Error: 480}
	m.Record.Seal.Closing.Clock = &inspection.PhoneClock{OffBy: -120_000, Error: 480}
	if text := footless(textOf(t, mustSet(t, m))); strings.Contains(text, "时钟") {
		t.Error("it speaks of clocks")
	}
}
