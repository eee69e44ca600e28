import { describe, expect, it } from 'vitest'
import { articles, refusals } from '../inspection/procedure.gen'
import { fill } from './translation'

const sections = import.meta.glob<{ default: Record<string, string> }>('./*/*.ts', { eager: true })
const names = Object.keys(sections)
  .filter((path) => path.startsWith('./zh-CN/'))
  .map((path) => path.slice('./zh-CN/'.length))

const places = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort()

describe.each(names)('section %s', (name) => {
  const zh = sections[`./zh-CN/${name}`]?.default ?? {}
  const en = sections[`./en/${name}`]?.default ?? {}

  it('has the same keys in both languages', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
  })

  it('leaves no sentence empty and asks for the same values in both languages', () => {
    for (const [key, sentence] of Object.entries(zh)) {
      expect(sentence.trim(), key).not.toBe('')
      expect(en[key]?.trim(), key).not.toBe('')
      expect(places(en[key] ?? ''), key).toEqual(places(sentence))
    }
  })

  it('has no Chinese left in the English', () => {
    for (const [key, sentence] of Object.entries(en)) if (key !== 'language.other') expect(sentence, key).not.toMatch(/[\u4e00-\u9fff]/)
  })
})

it('no key is used by two sections', () => {
  const seen = new Map<string, string>()
  for (const name of names) {
    for (const key of Object.keys(sections[`./zh-CN/${name}`]?.default ?? {})) {
      expect(seen.get(key), `${key} in ${name}`).toBeUndefined()
      seen.set(key, name)
    }
  }
})

describe('fill', () => {
  it('puts values in their places', () => expect(fill('{a}/{b}', { a: 1, b: 'x' })).toBe('1/x'))
  it('leaves a place without a value visible', () => expect(fill('{a}', {})).toBe('{a}'))
})

describe('every way to be told no', () => {
  it.each(Object.keys(refusals))('%s has a sentence', (code) => {
    expect(Object.keys(sections['./zh-CN/refusals.ts']?.default ?? {})).toContain(code)
  })
  it.each(articles)('%s has a name', (code) => {
    expect(Object.keys(sections['./zh-CN/law.ts']?.default ?? {})).toContain(`law.${code}`)
  })
})
