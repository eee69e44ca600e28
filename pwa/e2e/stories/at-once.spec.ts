// A dispatch reaches the phones at once: an inspector looks at the list, and the check is on it within a moment of the
// section head's dispatch, without anybody touching the phone. How long it took is written beside the pictures.

import { writeFileSync } from 'node:fs'
import { pairs, shortLists } from '../api/cast'
import { expect, out, test } from '../house'

test('a dispatched check is on the phone that is looked at, at once', async ({ cast, phoneOf }) => {
  const [pair] = pairs
  const phone = await phoneOf(pair!.lead)
  const waits: string[] = []
  phone.page.on('request', (r) => {
    if (r.url().includes('/changes/wait')) waits.push(r.url())
  })
  await expect.poll(() => waits.length, { timeout: 20_000 }).toBeGreaterThan(0)
  const took: number[] = []
  for (let n = 0; n < 5; n++) {
    const { id: check } = await cast.planned(pair!, { checklists: shortLists })
    const before = performance.now()
    await cast.act(pair!.head, check, 'dispatch', {})
    await phone.page.locator(`a[href$="${check}"], [data-check="${check}"]`).first().waitFor({ timeout: 5000 })
    took.push(Math.round(performance.now() - before))
  }
  took.sort((a, b) => a - b)
  writeFileSync(`${out}/at-once.txt`, `from dispatch to the phone's list: ${took.join(', ')} ms\n`)
  expect(took[2], 'the median in milliseconds').toBeLessThan(3000)
})
