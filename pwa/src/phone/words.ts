import check from '../locales/zh-CN/check'
import common from '../locales/zh-CN/common'
import law from '../locales/zh-CN/law'
import phone from '../locales/zh-CN/phone'
import record from '../locales/zh-CN/record'
import refusals from '../locales/zh-CN/refusals'
import sign from '../locales/zh-CN/sign'
import type { Words } from '../use/i18n'

/** The words of the phone. Chinese comes with the page; English when it is chosen. */
export const phoneWords: Words = {
  zh: { ...common, ...phone, ...refusals, ...law, ...check, ...record, ...sign },
  en: async () => {
    const parts = await Promise.all([
      import('../locales/en/common'), import('../locales/en/phone'), import('../locales/en/refusals'), import('../locales/en/law'),
      import('../locales/en/check'), import('../locales/en/record'), import('../locales/en/sign'),
    ])
    return Object.assign({}, ...parts.map((p) => p.default)) as Record<string, string>
  },
}
