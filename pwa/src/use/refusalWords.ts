import { addWords } from './i18n'

/** Brings the sentences for refusals and the names of articles: not needed for the first screen, at hand right after it. */
export async function addRefusalWords(): Promise<void> {
  const [refusals, law] = await Promise.all([import('../locales/zh-CN/refusals'), import('../locales/zh-CN/law')])
  await addWords({
    zh: { ...refusals.default, ...law.default },
    en: async () => {
      const [a, b] = await Promise.all([import('../locales/en/refusals'), import('../locales/en/law')])
      return { ...a.default, ...b.default }
    },
  })
}
