// The statutory capacity of a year's plan as the form works with it (安监总政法〔2017〕150号 as plans use it; the server adds up
// the same and refuses what does not balance).

import type { Capacity } from '../../use/office/plans'

/** The ten kinds of other enforcement and the seven that are none: they go into the plan as they stand here. */
export const OTHER = ['综合监管', '行政许可', '事故调查', '投诉举报', '联合执法', '登记备案', '中介监管', '宣传培训', '复议诉讼', '上级交办'] as const
export const NON = ['值班', '学习会议', '指导下级', '党群活动', '病事假', '年休假等', '其他'] as const

/** Two plans that were published, as help: workdays × officers − other − none = left. */
export const EXAMPLES = [
  { days: 248, officers: 8, other: 1035, non: 535, left: 414, key: undefined, general: undefined },
  { days: 247, officers: 22, other: 2469, non: 1994, left: 971, key: 632, general: 339 },
] as const

const sum = (lines: readonly { days: number }[]): number => lines.reduce((n, l) => n + l.days, 0)
export interface Sums {
  total: number
  other: number
  non: number
  left: number
  /** What of `left` is given neither to key nor to general checks; 0: it balances. */
  open: number
}
export function sumsOf(c: Capacity): Sums {
  const [total, other, non] = [c.statutoryDays * c.officers, sum(c.other), sum(c.non)]
  const left = total - other - non
  return { total, other, non, left, open: left - c.keyDays - c.generalDays }
}
export const balances = (c: Capacity): boolean => sumsOf(c).left >= 0 && sumsOf(c).open === 0
