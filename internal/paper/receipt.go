package paper

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"anjian/internal/inspection"
)

var deliveryWays = map[inspection.DeliveryWay]string{inspection.Directly: "直接送达", inspection.LeftBehind: "留置送达", inspection.Electronically: "电子送达", inspection.ByPost: "邮寄送达"}

// ReceiptPDF sets a 文书送达回执 (DOMAIN 2.7): the papers one by one with their copies, how and where they reached the
// enterprise, who took them or why they were left, who saw it; and, where the delivery rests on one, the signed address
// confirmation under it. Same refusals as RecordPDF.
func ReceiptPDF(house House, m Matter, d inspection.Delivery) (Printed, error) {
	s, r := newSheet(house.Fonts), m.Record
	number := siblingNumber(r, "回")
	if d.Number > 1 {
		number += fmt.Sprintf("（之%d）", d.Number)
	}
	s.beginPlain(house, "文书送达回执", number)
	s.blanks(blank{"enterprise.name", "受送达单位：", r.Enterprise.Name, 1})
	s.blanks(blank{"delivery.way", "送达方式：", deliveryWays[d.Way], 0.5}, blank{"delivery.at", "送达时间：", momentOf(d.At), 0.5})
	s.blanks(blank{"delivery.place", "送达地点（地址、号码）：", d.Place, 1})
	s.space(4)
	rows := make([][]string, len(d.Papers))
	for i, p := range d.Papers {
		rows[i] = []string{strconv.Itoa(i + 1), p.Title, numberNow(&r, p.Number), strconv.Itoa(p.Copies)}
	}
	s.table("delivery.papers", []column{{"序号", 0.09}, {"送达文书名称", 0.36}, {"文书编号", 0.43}, {"份数", 0.12}}, rows)
	s.space(8)
	if d.Way == inspection.LeftBehind {
		s.paragraph("delivery.reason", span{text: "留置送达的理由：" + ended(d.Reason) + "送达人将上列文书留置于上述地点，视为送达。"})
		s.witnesses("delivery.witnesses", d.Witnesses)
		if n := len(d.Photos); n > 0 {
			s.paragraph("delivery.photos", span{text: fmt.Sprintf("送达过程照片 %d 张，随案卷保存。", n)})
		}
		if d.Recording != "" {
			s.paragraph("delivery.recording", span{text: "照相、录像记录：" + ended(d.Recording)})
		}
	}
	if d.Remark != "" {
		s.blanks(blank{"delivery.remark", "备注：", d.Remark, 1})
	}
	taker := signLine{field: "delivery.receivedBy", label: "收件人签名：", ink: d.Ink, beside: []string{"年　　月　　日"}}
	if d.ReceivedBy != "" {
		taker.beside = []string{d.ReceivedBy + inBrackets(d.Post), momentOf(d.At)}
	}
	s.signatures([]signLine{taker, {field: "delivery.by", label: "送达人签名：", beside: []string{d.By.Name + "（在系统中登记）", momentOf(d.At)}}})
	for _, a := range r.Addresses {
		if d.AddressID != "" && a.ID == d.AddressID {
			s.confirmed(r, a)
		}
	}
	return s.print(meta{title: "文书送达回执 " + number, author: r.BureauName, subject: r.Enterprise.Name, at: d.At.In(inspection.Zone)})
}

// numberNow is how a receipt names a paper: by its number, and where it was delivered before it had one by both.
func numberNow(r *inspection.CheckRecord, called string) string {
	if final := r.Final(called); final != "" {
		return final + "（送达时为" + called[strings.LastIndex(called, "暂"):] + "）"
	}
	return called
}

// confirmed sets the 送达地址确认书 that a delivery rests on.
func (s *sheet) confirmed(r inspection.CheckRecord, a inspection.ConfirmedAddress) {
	s.space(12)
	s.heading("送达地址确认书", 16, 32)
	s.blanks(blank{"address.enterprise", "受送达单位：", r.Enterprise.Name, 1})
	s.blanks(blank{"address.name", "收件人：", a.Name + inBrackets(a.Post), 0.5}, blank{"address.phone", "电话：", a.Phone, 0.5})
	s.blanks(blank{"address.address", "邮寄地址：", a.Address, 1})
	s.blanks(blank{"address.electronic", "同意的电子送达地址：", a.Electronic, 1})
	s.paragraph("address", span{text: "本单位确认以上地址准确，同意行政机关以上述方式送达行政文书；地址变更时及时书面告知，未告知的，文书按原地址发出即视为送达。"})
	s.signatures([]signLine{{field: "address.name", label: "受送达单位签名：", ink: &a.Ink, beside: []string{a.Name, momentOf(a.At)}}})
}

// IndexLine is one line of a 卷内目录.
type IndexLine struct {
	Title, Number, File string
	At                  time.Time // zero: none of its own
	Remark              string
}

// IndexPDF sets the 卷内目录 of a case file: what is in it, in order, and in which member of the ZIP it is.
func IndexPDF(house House, r inspection.CheckRecord, lines []IndexLine) (Printed, error) {
	s := newSheet(house.Fonts)
	s.beginPlain(house, "卷内目录", numberText(r))
	s.blanks(blank{"enterprise.name", "被检查单位：", r.Enterprise.Name, 1})
	rows := make([][]string, len(lines))
	for i, l := range lines {
		day := ""
		if !l.At.IsZero() {
			day = inspection.Day(l.At)
		}
		rows[i] = []string{strconv.Itoa(i + 1), l.Title, l.Number, day, l.File, l.Remark}
	}
	s.space(4)
	s.table("index", []column{{"序号", 0.07}, {"材料名称", 0.23}, {"文号", 0.23}, {"日期", 0.16}, {"卷内文件", 0.2}, {"备注", 0.11}}, rows)
	return s.print(meta{title: "卷内目录 " + numberText(r), author: r.BureauName, subject: r.Enterprise.Name, at: lastTouch(r)})
}
