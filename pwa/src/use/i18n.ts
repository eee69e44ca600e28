import { shallowRef, triggerRef } from 'vue'
import { fill, type Places, type Values } from '../locales/translation'
import type { Sentences } from '../locales/sections'

/** The languages of the app; the first is the source. */
export const LOCALES = ['zh-CN', 'en'] as const
export type Locale = (typeof LOCALES)[number]
export type Key = keyof Sentences

type Table = Readonly<Record<string, string>>
/** Where an entry page (phone, office, guest) takes its words from: Chinese at once, others when asked for. */
export interface Words {
  readonly zh: Table
  readonly en: () => Promise<Table>
}

const REMEMBERED = 'anjian.locale'
const sources: Words[] = []
const table = shallowRef<Record<string, string>>({})
const current = shallowRef<Locale>('zh-CN')

/** The language shown now (reactive). */
export const locale = current

/** Adds an entry's words in the language shown now; resolves when they can be read. */
export async function addWords(words: Words): Promise<void> {
  sources.push(words)
  Object.assign(table.value, words.zh)
  if (current.value === 'en') Object.assign(table.value, await words.en())
  triggerRef(table)
}

/** Shows another language and remembers it on this device. */
export async function setLocale(next: Locale): Promise<void> {
  let tables: Table[] = []
  // Words of a screen may be added meanwhile.
  if (next === 'en') while (tables.length < sources.length) tables = await Promise.all(sources.map((s) => s.en()))
  current.value = next
  table.value = Object.assign({}, ...sources.map((s) => s.zh), ...tables)
  document.documentElement.lang = next
  localStorage.setItem(REMEMBERED, next)
}

/** The language remembered on this device; Chinese where nothing was chosen. */
export function rememberedLocale(): Locale {
  return localStorage.getItem(REMEMBERED) === 'en' ? 'en' : 'zh-CN'
}

type Filled<K extends Key> = [Places<Sentences[K]>] extends [never] ? [values?: undefined] : [values: Readonly<Record<Places<Sentences[K]>, string | number>>]

/**
 * The sentence for a key in the language shown now. Values are required exactly where the sentence has places. A key made of
 * what a newer server sent, a state or a handling this app has no word for, says that instead of nothing.
 */
export function t<K extends Key>(key: K, ...values: Filled<K>): string {
  return fill(table.value[key] ?? table.value['app.newer'] ?? key, values[0] as Values | undefined)
}

/** The sentence for a code that is only known at run time, such as a refusal's; undefined when there is none. */
export function sentenceFor(code: string, values?: Values): string | undefined {
  const sentence = table.value[code]
  return sentence === undefined ? undefined : fill(sentence, values)
}
