// Which checklists an enterprise's particulars call for. Advice only: a person chooses.

import type { EnterpriseBrief } from '../use/office/register'

const BY_FLAG: Readonly<Record<string, readonly string[]>> = {
  两重点一重大: ['hazardous_chemicals'],
  涉氨制冷: ['ammonia_refrigeration'],
  涉氨: ['ammonia_refrigeration'],
  粉尘涉爆: ['dust_explosion'],
  有限空间: ['confined_space'],
  烟花爆竹: ['fireworks'],
  使用危化品工贸: ['chemical_using_industry'],
  冶金: ['metallurgy'],
}
const BY_INDUSTRY: readonly (readonly [RegExp, string])[] = [
  [/冶金|铸造|压延/, 'metallurgy'],
  [/危化|化工/, 'hazardous_chemicals'],
  [/烟花/, 'fireworks'],
]

/** Codes of advised checklists, the general one first. */
export function advisedFor(enterprise: Pick<EnterpriseBrief, 'flags' | 'industry'>): string[] {
  const byFlag = enterprise.flags.flatMap((flag) => Object.entries(BY_FLAG).flatMap(([word, codes]) => (flag.includes(word) ? codes : [])))
  const byIndustry = BY_INDUSTRY.flatMap(([pattern, code]) => (pattern.test(enterprise.industry) ? [code] : []))
  return [...new Set(['general', ...byFlag, ...byIndustry])]
}
