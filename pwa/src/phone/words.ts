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

type Section = { default: Record<string, string> }

/**
 * Words of a part of the phone that come with its screens: brought once, before the first of them is opened.
 * A room of the second stage has its own: `const addHandWords = lazyWords(() => [import('…/zh-CN/hand')], () => [import('…/en/hand')])`.
 */
export function lazyWords(zh: () => Promise<Section>[], en: () => Promise<Section>[]): () => Promise<void> {
  const together = async (sections: Promise<Section>[]): Promise<Record<string, string>> => Object.assign({}, ...(await Promise.all(sections)).map((s) => s.default)) as Record<string, string>
  let added: Promise<void> | undefined
  return () =>
    (added ??= together(zh())
      .then((words) => addWords({ zh: words, en: () => together(en()).catch(() => ({})) })) // without a network rather Chinese than no screen
      .catch((error: unknown) => {
        added = undefined // tried again with the next screen
        throw error
      }))
}

/** The words that all screens of a check share. */
export const addCheckWords = lazyWords(
  () => [import('../locales/zh-CN/check'), import('../locales/zh-CN/record'), import('../locales/zh-CN/sign')],
  () => [import('../locales/en/check'), import('../locales/en/record'), import('../locales/en/sign')],
)
