import words from '../../locales/zh-CN/loop'
import { lazyWords } from '../words'

/** The words of the closed loop; they come with its screens. */
export const addLoopWords = lazyWords(() => [Promise.resolve({ default: words })], () => [import('../../locales/en/loop')])
