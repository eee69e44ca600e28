import { extra } from './extra'
import { lazyWords } from './words'

const addDueWords = lazyWords(() => [import('../locales/zh-CN/due')], () => [import('../locales/en/due')])

/** What presses, by the bureau's limits: fetched after the first screen, for it needs the calendar. */
export const DueCards = extra(async () => {
  const [cards] = await Promise.all([import('./due/DueCards.vue'), addDueWords()])
  return cards
})
