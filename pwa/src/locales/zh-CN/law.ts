// The grounds that refusals and the procedure name, by their code in configs/law.yaml.
export default {
  'law.work_safety_law/62': '《安全生产法》第六十二条',
  'law.work_safety_law/65': '《安全生产法》第六十五条',
  'law.work_safety_law/66': '《安全生产法》第六十六条',
  'law.work_safety_law/67': '《安全生产法》第六十七条',
  'law.work_safety_law/68': '《安全生产法》第六十八条',
  'law.work_safety_law/69': '《安全生产法》第六十九条',
  'law.administrative_penalty_law/42': '《行政处罚法》第四十二条',
  'law.administrative_penalty_law/43': '《行政处罚法》第四十三条',
  'law.administrative_penalty_law/47': '《行政处罚法》第四十七条',
  'law.administrative_penalty_law/54': '《行政处罚法》第五十四条',
  'law.administrative_penalty_law/45': '《行政处罚法》第四十五条',
  'law.administrative_penalty_law/61': '《行政处罚法》第六十一条',
  'law.guobanfa_2024_54': '国办发〔2024〕54号',
} as const
