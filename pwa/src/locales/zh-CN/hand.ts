// What makes the hand quick: phrases, and what earlier visits found.
export default {
  'phrase.search': '汉字或拼音首字母，如 xfss',
  'phrase.none': '没有找到，直接填写即可',
  'phrase.own': '写过 {times} 次',

  'earlier.visit': '{day} 检查，主办 {lead}', // lead is a person's name
  'earlier.corrected': '当场改正：{how}',
  'earlier.due': '整改期限 {day}',
  'earlier.notKnown': '整改情况未记录',
  'earlier.title': '历次检查的问题',
  'earlier.nothing': '该次检查未发现问题',
} as const
