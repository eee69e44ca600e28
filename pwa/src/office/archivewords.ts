import archive from '../locales/zh-CN/archive'
import { addWords } from '../use/i18n'

/** The words of the archive; English that cannot be had just now stays Chinese. */
export const addArchiveWords = (): Promise<void> => (added ??= addWords({ zh: archive, en: () => import('../locales/en/archive').then((m) => m.default as Record<string, string>).catch(() => ({})) }))
let added: Promise<void> | undefined
