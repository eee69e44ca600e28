// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import common from '../locales/zh-CN/common'
import { addWords, locale, rememberedLocale, sentenceFor, setLocale, t } from './i18n'

beforeEach(async () => {
  localStorage.clear()
  await addWords({ zh: common, en: async () => (await import('../locales/en/common')).default })
  await setLocale('zh-CN')
})

it('speaks Chinese first and fills values', () => {
  expect(t('nav.today')).toBe('今日')
  expect(t('sync.waiting', { acts: 3, photos: 5 })).toBe('本机待传 3 条 · 5 张照片')
})

it('switches to English, says so to readers, and remembers it', async () => {
  await setLocale('en')
  expect(locale.value).toBe('en')
  expect(t('nav.today')).toBe('Today')
  expect(document.documentElement.lang).toBe('en')
  expect(rememberedLocale()).toBe('en')
})

it('speaks English of a screen whose words come while it is changing to English', async () => {
  let arrived: (words: Record<string, string>) => void = () => undefined
  const slow = new Promise<Record<string, string>>((resolve) => (arrived = resolve))
  await addWords({ zh: {}, en: () => slow })
  const changed = setLocale('en')
  await addWords({ zh: { 'devices.title': '我的设备' }, en: async () => ({ 'devices.title': 'My devices' }) })
  arrived({})
  await changed
  expect(t('devices.title')).toBe('My devices')
})

it('has no sentence for a code nobody wrote one for', () => {
  expect(sentenceFor('no.such_code')).toBeUndefined()
})
