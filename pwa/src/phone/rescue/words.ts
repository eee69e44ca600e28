import { lazyWords } from '../words'

/** The words of the rescue pack. */
export const addRescueWords = lazyWords(() => [import('../../locales/zh-CN/rescue')], () => [import('../../locales/en/rescue')])
