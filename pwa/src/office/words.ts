import common from '../locales/zh-CN/common'
import experts from '../locales/zh-CN/experts'
import lint from '../locales/zh-CN/lint'
import notices from '../locales/zh-CN/notices'
import deliver from '../locales/zh-CN/deliver'
import desk from '../locales/zh-CN/desk'
import loop from '../locales/zh-CN/loop'
import office from '../locales/zh-CN/office'
import outbox from '../locales/zh-CN/outbox'
import phone from '../locales/zh-CN/phone'
import reports from '../locales/zh-CN/reports'
import type { Words } from '../use/i18n'

/** The words of the office; the sign-in is the phone's. */
export const officeWords: Words = {
  zh: { ...common, ...phone, ...office, ...lint, ...reports, ...notices, ...outbox, ...loop, ...desk, ...experts, ...deliver },
  en: async () => {
    const parts = await Promise.all([import('../locales/en/common'), import('../locales/en/phone'), import('../locales/en/office'), import('../locales/en/lint'), import('../locales/en/reports'), import('../locales/en/notices'), import('../locales/en/outbox'), import('../locales/en/loop'), import('../locales/en/desk'), import('../locales/en/experts'), import('../locales/en/deliver')])
    return Object.assign({}, ...parts.map((p) => p.default)) as Record<string, string>
  },
}
