import { lazyWords } from '../words'

/** The words of the PIN. */
export const addLockWords = lazyWords(() => [import('../../locales/zh-CN/lock')], () => [import('../../locales/en/lock')])
