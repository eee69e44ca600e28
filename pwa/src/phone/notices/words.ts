import { lazyWords } from '../words'

/** The words of notices. */
export const addNoticeWords = lazyWords(() => [import('../../locales/zh-CN/notices')], () => [import('../../locales/en/notices')])
