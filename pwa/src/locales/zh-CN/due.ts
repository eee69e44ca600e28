// What is due, on cards before everything else of the day. {about} is what: 复查.
export default {
  'due.rectify': '整改',
  'due.recheck': '复查',
  'due.extension': '延期批复',
  'due.resumption': '恢复申请',
  'due.measure_approval': '措施补批',
  'due.refusal_report': '拒绝情况报告',
  'due.delivery': '文书送达',
  'due.referral_feedback': '移送反馈',
  'due.major_measure': '重大隐患处置',
  'due.over': '{about} 已超期 {days} 天',
  'due.today': '{about} 今天到期',
  'due.soon': '{about} 还有 {days} 天到期',
  'due.asked': '{about} 企业已报整改',
  'due.count': '{count} 项',
  'due.uncertain': '节假日安排尚未公布',
} as const
