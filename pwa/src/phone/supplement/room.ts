// The door of this room: its screens, each with the room's words.

import words from '../../locales/zh-CN/supplement'
import { lazyWords } from '../words'
import ParkedTold from './ParkedTold.vue'
import Supplement from './Supplement.vue'

/** The words of supplements. */
export const addSupplementWords = lazyWords(() => [Promise.resolve({ default: words })], () => [import('../../locales/en/supplement')])

/** What a refused act said. */
export const openTold = (): Promise<typeof ParkedTold> => addSupplementWords().then(() => ParkedTold)

/** Writing a supplement, and reading and signing one. */
export const openSupplement = (): Promise<typeof Supplement> => addSupplementWords().then(() => Supplement)
