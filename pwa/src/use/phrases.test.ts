import { describe, expect, it } from 'vitest'
import type { Lists } from '../inspection/items'
import { ranked, search, wordings, type Phrase } from './phrases'

const lists = {
  general: { code: 'general', items: [{ id: 'G-1', finding: '{部位}的消防设施未定期检测' }, { id: 'G-2', finding: '安全出口上锁' }] },
  dust: { code: 'dust', items: [{ id: 'D-1', finding: '安全出口上锁' }, { id: 'D-2', finding: '未及时清扫积尘' }] },
} as unknown as Lists
const own: Phrase[] = [
  { text: '灭火器失效', itemKey: 'dust/D-2', times: 1 },
  { text: '疏散通道堵塞', itemKey: 'general/G-1', times: 2 },
  { text: '消防水压不足', itemKey: 'general/G-2', times: 5 },
  { text: '安全出口上锁', itemKey: '/', times: 9 },
]

describe('phrases', () => {
  it('come with what was written on this item first, then on this list, then by use; wordings after that, each once', () => {
    const all = ranked(own, wordings(lists), 'general/G-1')
    expect(all.map((p) => p.text)).toEqual(['疏散通道堵塞', '消防水压不足', '安全出口上锁', '灭火器失效', '{部位}的消防设施未定期检测', '未及时清扫积尘'])
  })

  it('are found by initials and keep their blanks', () => {
    const all = ranked(own, wordings(lists), 'general/G-1')
    expect(search(all, 'xfss', 8).map((p) => p.text)).toEqual(['{部位}的消防设施未定期检测'])
    expect(search(all, 'aqck', 8)).toHaveLength(1)
    expect(search(all, '', 2)).toHaveLength(2)
  })
})
