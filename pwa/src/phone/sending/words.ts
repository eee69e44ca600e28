import { lazyWords } from '../words'

/** The words of what is on its way. */
export const addSendingWords = lazyWords(
  () => [import('../../locales/zh-CN/sending')],
  () => [import('../../locales/en/sending')],
)
