import { lazyWords } from '../words'

/** The words of one's own page: of the PIN, and of one's devices. */
export const addLockWords = lazyWords(() => [import('../../locales/zh-CN/lock')], () => [import('../../locales/en/lock')])
