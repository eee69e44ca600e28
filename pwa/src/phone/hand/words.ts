import hand from '../../locales/zh-CN/hand'
import { addWords } from '../../use/i18n'

/** The words of this room; they come with its screens. English that cannot be had just now stays Chinese. */
void addWords({ zh: hand, en: () => import('../../locales/en/hand').then((m) => m.default as Record<string, string>).catch(() => ({})) })
