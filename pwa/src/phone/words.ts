import common from '../locales/zh-CN/common'
import phone from '../locales/zh-CN/phone'
import type { Words } from '../use/i18n'

/** The words of the phone. Chinese comes with the page; English when it is chosen. */
export const phoneWords: Words = {
  zh: { ...common, ...phone },
  en: async () => {
    const [a, b] = await Promise.all([import('../locales/en/common'), import('../locales/en/phone')])
    return { ...a.default, ...b.default }
  },
}
