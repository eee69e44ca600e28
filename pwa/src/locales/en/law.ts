import type law from '../zh-CN/law'
import type { Translation } from '../translation'

export default {
  'law.work_safety_law/62': 'Work Safety Law, art. 62',
  'law.work_safety_law/65': 'Work Safety Law, art. 65',
  'law.work_safety_law/66': 'Work Safety Law, art. 66',
  'law.work_safety_law/67': 'Work Safety Law, art. 67',
  'law.work_safety_law/68': 'Work Safety Law, art. 68',
  'law.work_safety_law/69': 'Work Safety Law, art. 69',
  'law.administrative_penalty_law/42': 'Administrative Penalty Law, art. 42',
  'law.administrative_penalty_law/43': 'Administrative Penalty Law, art. 43',
  'law.administrative_penalty_law/47': 'Administrative Penalty Law, art. 47',
  'law.administrative_penalty_law/54': 'Administrative Penalty Law, art. 54',
  'law.administrative_penalty_law/45': 'Administrative Penalty Law, art. 45',
  'law.administrative_penalty_law/61': 'Administrative Penalty Law, art. 61',
  'law.guobanfa_2024_54': 'State Council General Office [2024] No. 54',
} as const satisfies Translation<typeof law>
