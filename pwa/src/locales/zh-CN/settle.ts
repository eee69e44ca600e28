// Two people recorded the same thing differently: both stand side by side, and one is chosen.
export default {
  'settle.choose': '以此为准',
  'settle.chooseOf': '以此为准：{name}，{verdict}',
  'settle.chooseText': '以此为准：{name}所写',
  'settle.noPhotos': '无照片',
  'settle.mine': '（本人）',
} as const
