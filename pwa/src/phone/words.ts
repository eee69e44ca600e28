import common from '../locales/zh-CN/common'
import phone from '../locales/zh-CN/phone'
import refusals from '../locales/zh-CN/refusals'
import type { Words } from '../use/i18n'

/** The words of the phone. Chinese comes with the page; English when it is chosen. */
export const phoneWords: Words = {
  zh: { ...common, ...phone, ...refusals },
  en: async () => {
    const [a, b, c] = await Promise.all([import('../locales/en/common'), import('../locales/en/phone'), import('../locales/en/refusals')])
    return { ...a.default, ...b.default, ...c.default }
  },
}
