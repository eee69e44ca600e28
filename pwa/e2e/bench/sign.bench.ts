// What the device's signature costs on a phone: the built code itself, on a page whose CPU is four times slower.

import { test } from '@playwright/test'
import { keep, RUNS } from './figures'
import { pickUp, putDown, signIn, slowPage } from './phone'

const ACTS = 120

test('signing what a visit sends', async () => {
  const phone = await pickUp()
  const { page } = await slowPage(phone)
  await signIn(page)
  const times = await page.evaluate(async ({ acts, runs }) => {
    const url = performance.getEntriesByType('resource').map((r) => r.name).find((name) => /\/assets\/later\/covers-/.test(name))
    if (!url) throw new Error('the phone has not signed anything')
    const { Covers } = (await import(url)) as { Covers: new (...given: unknown[]) => { ready(): Promise<unknown>; next(queue: unknown[], most: number): Promise<{ cover?: string }> } }
    const kept = new Map<string, unknown>()
    const shelf = { meta: (key: string) => Promise.resolve(kept.get(key)), putMeta: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)) }
    const wire = { devices: () => Promise.resolve({ fate: 'done', value: { devices: [], challenge: 'c' } }), enrolDevice: () => Promise.resolve({ fate: 'done', value: { id: '' } }) }
    const found: { enrol: number[]; one: number[]; many: number[] } = { enrol: [], one: [], many: [] }
    const entry = (i: number, checkId: string) => {
      const actId = crypto.randomUUID()
      const body = { checklist: 'general', item: `G-${i}`, verdict: 'violates', note: '消防通道堆放杂物，宽度不足一米，影响疏散。' }
      return { actId, checkId, act: { id: actId, kind: 'answer_item', checkId, doneAt: new Date().toISOString(), device: 'd', dialect: 1, body } }
    }
    for (let run = 0; run < runs; run += 1) {
      kept.clear()
      const covers = new Covers(shelf, wire, 'd', 'p')
      let at = performance.now()
      await covers.ready()
      found.enrol.push(performance.now() - at)
      for (const [n, list] of [[1, found.one], [acts, found.many]] as const) {
        const queue = Array.from({ length: n }, (_, i) => entry(i, `check-${n}`))
        at = performance.now()
        if (!(await covers.next(queue, n)).cover) throw new Error('nothing was signed')
        list.push(performance.now() - at)
      }
    }
    return found
  }, { acts: ACTS, runs: RUNS })
  keep('sign.enrol', 'ms', times.enrol)
  keep('sign.one', 'ms', times.one)
  keep(`sign.batch${ACTS}`, 'ms', times.many, `${ACTS} acts under one signature`)
  await putDown(phone)
})
