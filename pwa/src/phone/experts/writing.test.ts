import { describe, expect, it } from 'vitest'
import { blank, saidBy } from './writing'

describe('what an opinion says', () => {
  it('leaves out what is empty and trims the rest', () =>
    expect(saidBy({ ...blank(), fact: ' 灰斗积灰 ', place: ' ', risk: ' 粉尘爆炸\n' })).toEqual({ about: 'check', fact: '灰斗积灰', risk: '粉尘爆炸', urgency: 'soon' }))
  it('names the item of its checklist', () =>
    expect(saidBy({ ...blank(), about: 'item', item: 'general/GE-001', findingId: 'f', fact: 'x' })).toEqual({ about: 'item', checklist: 'general', item: 'GE-001', fact: 'x', urgency: 'soon' }))
  it('names the finding and not an item chosen before', () =>
    expect(saidBy({ ...blank(), about: 'finding', item: 'general/GE-001', findingId: 'f', fact: 'x' })).toEqual({ about: 'finding', findingId: 'f', fact: 'x', urgency: 'soon' }))
})
