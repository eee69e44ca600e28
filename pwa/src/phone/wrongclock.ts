import { extra } from './extra'
import { lazyWords } from './words'

const addClockWords = lazyWords(() => [import('../locales/zh-CN/clock')], () => [import('../locales/en/clock')])

/** The line about a wrong clock, fetched only on a phone that needs it. */
export const WrongClock = extra(async () => {
  const [line] = await Promise.all([import('./clock/ClockLine.vue'), addClockWords()])
  return line
})
