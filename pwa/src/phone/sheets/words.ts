import { lazyWords } from '../words'

/** The words of signing on paper. */
export const addSheetWords = lazyWords(() => [import('../../locales/zh-CN/sheets')], () => [import('../../locales/en/sheets')])
