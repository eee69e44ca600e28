import guest from '../locales/zh-CN/guest'
import { addWords } from '../use/i18n'

let added: Promise<void> | undefined

/** Brings the guests' own words, once; the shared ones are the phone's. */
export function addGuestWords(): Promise<void> {
  added ??= addWords({ zh: guest, en: async () => (await import('../locales/en/guest')).default })
  return added
}
