import draw from '../../locales/zh-CN/draw'
import { addWords } from '../../use/i18n'

/** The words of this room; they come with its screens. English that cannot be had just now stays Chinese. */
export const addDrawWords = (): Promise<void> => (added ??= addWords({ zh: draw, en: () => import('../../locales/en/draw').then((m) => m.default as Record<string, string>).catch(() => ({})) }))
let added: Promise<void> | undefined
