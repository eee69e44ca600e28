import zh from '../../locales/zh-CN/marks'
import { addWords } from '../../use/i18n'

let ready: Promise<void> | undefined

/** Brings the words of this room, once. */
export const addMarkWords = (): Promise<void> => (ready ??= addWords({ zh, en: async () => (await import('../../locales/en/marks')).default }))
