import common from '../locales/zh-CN/common'
import phone from '../locales/zh-CN/phone'
import { addWords, type Words } from '../use/i18n'

/** The words of the first screens. Chinese comes with the page; English when it is chosen. */
export const phoneWords: Words = {
  zh: { ...common, ...phone },
  en: async () => {
    const parts = await Promise.all([import('../locales/en/common'), import('../locales/en/phone')])
    return Object.assign({}, ...parts.map((p) => p.default)) as Record<string, string>
  },
}

let checkWords: Promise<void> | undefined

/** Brings the words of a check's screens, once, before the first of them is opened. */
export function addCheckWords(): Promise<void> {
  checkWords ??= bring().catch((error: unknown) => {
    checkWords = undefined // tried again with the next screen
    throw error
  })
  return checkWords
}

async function bring(): Promise<void> {
  const parts = await Promise.all([import('../locales/zh-CN/check'), import('../locales/zh-CN/record'), import('../locales/zh-CN/sign')])
  await addWords({
    zh: Object.assign({}, ...parts.map((p) => p.default)) as Record<string, string>,
    en: async () => {
      const english = await Promise.all([import('../locales/en/check'), import('../locales/en/record'), import('../locales/en/sign')])
      return Object.assign({}, ...english.map((p) => p.default)) as Record<string, string>
    },
  })
}
