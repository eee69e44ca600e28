import ways from '../locales/zh-CN/ways'
import { addWords } from '../use/i18n'

/** The words of the setting of ways to sign; English that cannot be had just now stays Chinese. */
export const addWaysWords = (): Promise<void> => (added ??= addWords({ zh: ways, en: () => import('../locales/en/ways').then((m) => m.default as Record<string, string>).catch(() => ({})) }))
let added: Promise<void> | undefined
