import { test } from '@playwright/test'
import { openCheck } from './desk'
import { keep, RUNS } from './figures'
import { downloaded, painted, pickUp, putDown, signIn, slowPage } from './phone'

const LENGTHS = [300, 500]

for (const length of LENGTHS) {
  test(`a checklist of ${length} items`, async () => {
    const code = `bench_${length}`
    const check = await openCheck(code)
    const phone = await pickUp()
    const { page, cdp } = await slowPage(phone)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    await signIn(page)
    await downloaded(page, check)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })

    const opened: number[] = []
    const whole: number[] = []
    for (let run = 0; run < RUNS; run += 1) {
      await page.goto(`/check/${check}`)
      const row = page.locator(`a[href$="/list/${code}"]`)
      await row.waitFor()
      await page.waitForTimeout(800)
      await page.evaluate(() => {
        addEventListener('click', (event) => Object.assign(window, { tappedAt: event.timeStamp }), { once: true, capture: true })
      })
      await row.tap()
      const [first, all] = await Promise.all([painted(page, '.item .verdict'), painted(page, '.item', length)])
      const from = await page.evaluate(() => (window as unknown as { tappedAt: number }).tappedAt)
      opened.push(first - from)
      whole.push(all - from)
    }
    keep(`open.${length}`, 'ms', opened, 'from the tap on the checklist to its first screenful painted and ready for taps')
    keep(`whole.${length}`, 'ms', whole, 'until the last row stands (drawn in pieces, taps do not wait for it)')

    const cold: number[] = []
    for (let run = 0; run < RUNS; run += 1) {
      const fresh = await slowPage(phone)
      await fresh.page.goto(`/check/${check}/list/${code}`, { waitUntil: 'commit' })
      cold.push(await painted(fresh.page, '.item .verdict'))
      await fresh.page.close()
    }
    keep(`cold.${length}`, 'ms', cold, 'the app started at the checklist: from navigation to its first screenful')

    await page.waitForTimeout(1500)
    const worst: number[] = []
    for (let run = 0; run < RUNS; run += 1) worst.push(await taps(page, run))
    keep(`tap.${length}`, 'ms', worst, 'worst of 30 taps on answers in a run: pointer event to next paint as the browser times it (Event Timing, steps of 8 ms)')
    await putDown(phone)
  })
}

/** Taps 30 answers, anew for each run, and gives the longest time from a pointer event to the paint that followed. */
async function taps(page: import('@playwright/test').Page, run: number): Promise<number> {
  await page.evaluate(() => {
    const w = window as unknown as { slowest: number; watching?: PerformanceObserver }
    w.slowest = 0
    w.watching ??= new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if ((entry as PerformanceEventTiming).interactionId) w.slowest = Math.max(w.slowest, entry.duration)
    })
    w.watching.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
  })
  const groups = page.locator('.item .verdicts')
  for (let n = 0; n < 30; n += 1) {
    const button = groups.nth(run * 30 + n).locator(n % 3 === 2 ? '.not_applicable' : '.conforms')
    // A finger, not a locator: a locator's tap looks for its target anew inside the page, with listeners of its own in
    // every event, and that work of the test tool would be counted as the app's.
    const { x, y } = await button.evaluate((el) => {
      el.scrollIntoView({ block: 'center' })
      const box = el.getBoundingClientRect()
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    })
    await page.waitForTimeout(80)
    await page.touchscreen.tap(x, y)
    await page.waitForTimeout(120)
  }
  await page.waitForTimeout(400)
  return page.evaluate(() => (window as unknown as { slowest: number }).slowest)
}
