import { describe, expect, it } from 'vitest'
import type { Act, Checklist, CheckRecord } from '../../inspection/record.gen'
import { draftPhotos, draftText, hasContent, markOf, inDocument, tellAct, type Place } from './told'

const item = (id: string, text: string, unit = '') => ({ id, text, answer: { unit } }) as unknown as Checklist['items'][number]
const lists = { am: { items: [item('AM-013', '氨泄漏探测器按规定安装并校验'), item('AM-014', '低限报警值', 'ppm')] } } as unknown as Place['lists']
const record = { findings: [{ id: 'f1', versions: [{ text: '气瓶未固定' }] }] } as unknown as CheckRecord

let n = 0
const act = (kind: Act['kind'], body: object): Act => ({ id: `a${(n += 1)}`, kind, checkId: 'c', doneAt: '2026-11-24T02:05:00.000Z', dialect: 1, body }) as unknown as Act
const photo = (photoId: string, more: object = {}) => act('attach_photo', {
  photoId, sha256: 'ab', originalSha256: 'cd', contentType: 'image/jpeg', size: 9, width: 4, height: 3, source: 'camera', takenAt: '2026-11-24T02:00:00Z', about: 'scene', ...more,
})
const place = (...acts: Act[]): Place => ({ record, lists, acts })
const own = act('raise_finding', { findingId: 'f9', words: { text: '穿堂堆放托盘', place: '冷库', handling: 'order', dueOn: '2026-12-08' } })

describe('what a refused act said', () => {
  it.each<[string, Act, string]>([
    ['an answer with its note', act('answer_item', { checklist: 'am', item: 'AM-013', verdict: 'violates', note: '标签过期' }), 'AM-013 氨泄漏探测器按规定安装并校验：不符合，说明：标签过期'],
    ['a measured answer', act('answer_item', { checklist: 'am', item: 'AM-014', verdict: 'conforms', value: { number: 3.2 } }), 'AM-014 低限报警值：符合，实测 3.2 ppm'],
    ['a dated answer', act('answer_item', { checklist: 'am', item: 'AM-014', verdict: 'conforms', value: { date: '2026-10-31' } }), 'AM-014 低限报警值：符合，记载日期 2026-10-31'],
    ['an answer of a checklist that is not here', act('answer_item', { checklist: 'xx', item: 'X-1', verdict: 'conforms' }), 'X-1：符合'],
    ['a finding', own, '提出问题：穿堂堆放托盘（冷库），处理：限期整改，期限至 2026-12-08'],
    ['a correction of a finding of the record', act('correct_on_spot', { findingId: 'f1', how: '已加链条' }), '问题“气瓶未固定”当场改正：已加链条'],
    ['a correction of a finding that was refused too', act('correct_on_spot', { findingId: 'f9', how: '已清走' }), '问题“穿堂堆放托盘”当场改正：已清走'],
    ['a fact', act('state_fact', { checklist: 'am', condition: '有储罐', holds: false }), '情形“有储罐”：否'],
    ['a withdrawal', act('withdraw_finding', { findingId: 'f1', reason: '误判' }), '撤回问题“气瓶未固定”：误判'],
    ['a rejected major hazard', act('confirm_major_hazard', { findingId: 'f1', confirmed: false, note: '未达判定标准' }), '问题“气瓶未固定”不构成重大事故隐患：未达判定标准'],
    ['a picture of an item', photo('p1', { about: 'item', checklist: 'am', item: 'AM-013' }), '照片 AM-013 氨泄漏探测器按规定安装并校验'],
    ['anything else by its name', act('sign_record', {}), '签字'],
  ])('%s', (_name, one, said) => expect(tellAct(one, place(own, one), inDocument)).toBe(said))
})

describe('a supplement made of refused acts', () => {
  it('tells each with its time and leaves the pictures to be attached', () => {
    const at = place(act('answer_item', { checklist: 'am', item: 'AM-013', verdict: 'violates' }), own, photo('p1'))
    expect(draftText(at)).toBe('10:05 AM-013 氨泄漏探测器按规定安装并校验：不符合。\n10:05 提出问题：穿堂堆放托盘（冷库），处理：限期整改，期限至 2026-12-08。')
  })

  it('attaches the pictures with what they were taken for, but not those taken back', () => {
    const at = place(photo('p1', { about: 'item', checklist: 'am', item: 'AM-014' }), photo('p2'), act('remove_photo', { photoId: 'p2', reason: '拍糊' }))
    expect(draftPhotos(at)).toEqual([expect.objectContaining({ photoId: 'p1', sha256: 'ab', caption: 'AM-014 低限报警值' })])
    expect(draftPhotos(at)[0]).not.toHaveProperty('about')
  })

  it('attaches what is drawn on a picture with it, and tells a mark on a picture of the record', () => {
    const [face, sign] = [{ shape: 'blur', x: 1, y: 1, x2: 9, y2: 9 }, { shape: 'arrow', x: 0, y: 0, x2: 5, y2: 5 }]
    const first = act('mark_photo', { photoId: 'p1', marks: [sign] })
    const acts = [photo('p1'), first, act('mark_photo', { photoId: 'p1', marks: [face, sign], supersedes: [first.id] })]
    const other = act('mark_photo', { photoId: 'of-the-record', marks: [sign] })
    expect(draftPhotos(place(...acts, other))).toEqual([expect.objectContaining({ photoId: 'p1', marks: [face, sign] })])
    expect(draftText(place(...acts, other))).toBe('10:05 标注照片。')
    expect(acts.map((a) => markOf(a, acts)?.id)).toEqual([undefined, acts[0]!.id, acts[0]!.id])
    expect(draftPhotos(place(photo('p2')))[0]).not.toHaveProperty('marks')
  })

  it('takes in what was recorded on site, not what was signed or sealed', () => {
    expect(hasContent(own)).toBe(true)
    for (const kind of ['sign_record', 'seal_record', 'refuse_signature', 'arrive', 'reopen_record'] as const) expect(hasContent(act(kind, {})), kind).toBe(false)
  })
})
