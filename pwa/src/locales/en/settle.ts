import type settle from '../zh-CN/settle'
import type { Translation } from '../translation'

export default {
  'settle.choose': 'Choose this',
  'settle.chooseOf': 'Choose this: {name}, {verdict}',
  'settle.chooseText': 'Choose this: the words of {name}',
  'settle.noPhotos': 'no photos',
  'settle.mine': ' (you)',
} satisfies Translation<typeof settle>
