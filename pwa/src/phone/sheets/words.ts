import { lazyWords } from '../words'

/** The words of signing on paper. */
export const addSheetWords = lazyWords(() => [import('../../locales/zh-CN/sheets')], () => [import('../../locales/en/sheets')])

/** Signing on paper: the screen with its words. */
export const openSheets = async () => (await Promise.all([import('./Sheets.vue'), addSheetWords()]))[0]
