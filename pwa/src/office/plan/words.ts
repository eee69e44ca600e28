import plan from '../../locales/zh-CN/plan'
import { addWords } from '../../use/i18n'

/** The words of this room; they come with its screens. English that cannot be had just now stays Chinese. */
export const addPlanWords = (): Promise<void> => (added ??= addWords({ zh: plan, en: () => import('../../locales/en/plan').then((m) => m.default as Record<string, string>).catch(() => ({})) }))
let added: Promise<void> | undefined
