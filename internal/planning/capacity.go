package planning

import "anjian/internal/fault"

// The statutory capacity of a year's plan (安全生产年度监督检查计划编制办法, 安监总政法〔2017〕150号, as plans of 2025 use it):
//
//	total statutory workdays = the year's workdays × officers
//	supervision workdays     = total − workdays of other enforcement − workdays not of enforcement
//	supervision workdays     = workdays of key checks + workdays of general checks

// OtherKinds are the ten kinds of 其他执法工作日, NonKinds the seven of 非执法工作日.
var (
	OtherKinds = []string{"综合监管", "行政许可", "事故调查", "投诉举报", "联合执法", "登记备案", "中介监管", "宣传培训", "复议诉讼", "上级交办"}
	NonKinds   = []string{"值班", "学习会议", "指导下级", "党群活动", "病事假", "年休假等", "其他"}
)

// WorkdayLine is a number of workdays of one kind.
type WorkdayLine struct {
	Name string `json:"name" maxLength:"50"`
	Days int    `json:"days" minimum:"0" maximum:"1000000"`
}

// Capacity is what a bureau can do in a year.
type Capacity struct {
	StatutoryDays int           `json:"statutoryDays" minimum:"0" maximum:"366" doc:"The year's workdays by the State Council's calendar"`
	Officers      int           `json:"officers" minimum:"0" maximum:"10000"`
	Other         []WorkdayLine `json:"other" maxItems:"10" doc:"其他执法工作日"`
	Non           []WorkdayLine `json:"non" maxItems:"7" doc:"非执法工作日"`
	KeyDays       int           `json:"keyDays" minimum:"0" doc:"重点检查工作日"`
	GeneralDays   int           `json:"generalDays" minimum:"0" doc:"一般检查工作日"`
}

// CapacityUnbalanced refuses workdays that do not add up.
var CapacityUnbalanced = fault.New(fault.Refused, "plan.capacity_unbalanced", "The workdays of key and general checks are not the workdays left for supervision.")

// Total is 总法定工作日.
func (c Capacity) Total() int { return c.StatutoryDays * c.Officers }

// Supervision is 监督检查工作日; negative when more is spent than there is.
func (c Capacity) Supervision() int { return c.Total() - days(c.Other) - days(c.Non) }

// Check refuses workdays that do not add up. A capacity nobody has filled in yet is not refused.
func (c Capacity) Check() error {
	if c.Officers == 0 && c.KeyDays == 0 && c.GeneralDays == 0 {
		return nil
	}
	if left := c.Supervision(); left < 0 || left != c.KeyDays+c.GeneralDays {
		return CapacityUnbalanced.With("supervision", left).With("key", c.KeyDays).With("general", c.GeneralDays)
	}
	return nil
}

func days(lines []WorkdayLine) int {
	sum := 0
	for _, l := range lines {
		sum += l.Days
	}
	return sum
}
