import register from '../../locales/zh-CN/register'
import { addWords } from '../../use/i18n'

/** The words of this room; they come with its screens. English that cannot be had just now stays Chinese. */
export const addRegisterWords = (): Promise<void> => (added ??= addWords({ zh: register, en: () => import('../../locales/en/register').then((m) => m.default as Record<string, string>).catch(() => ({})) }))
let added: Promise<void> | undefined
