import people from '../../locales/zh-CN/people'
import { addWords } from '../../use/i18n'

/** The words of this room; they come with its screens. English that cannot be had just now stays Chinese. */
export const addPeopleWords = (): Promise<void> => (added ??= addWords({ zh: people, en: () => import('../../locales/en/people').then((m) => m.default as Record<string, string>).catch(() => ({})) }))
let added: Promise<void> | undefined
