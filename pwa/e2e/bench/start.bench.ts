import { test } from '@playwright/test'
import { SERVER } from './desk'
import { keep, RUNS } from './figures'
import { painted, pickUp, putDown, signIn, slowPage } from './phone'

const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 }

test('the first load on slow 4G', async () => {
  const visible: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const phone = await pickUp()
    const { page, cdp } = await slowPage(phone)
    await cdp.send('Network.enable')
    await cdp.send('Network.emulateNetworkConditions', SLOW_4G)
    await page.goto(SERVER, { waitUntil: 'commit' })
    visible.push(await painted(page, '.sign-in-form button'))
    await putDown(phone)
  }
  keep('first.slow4g', 'ms', visible, 'nothing stored, 1.6 Mbit/s and 150 ms: from navigation to the sign-in form painted')
})

test('a cold start without a network', async () => {
  const phone = await pickUp()
  const { page } = await slowPage(phone)
  await signIn(page)
  await page.waitForTimeout(3000)
  await putDown(phone, false)
  const visible: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const again = await pickUp(phone.folder)
    await again.context.setOffline(true)
    const cold = await slowPage(again)
    await cold.page.goto(SERVER, { waitUntil: 'commit' })
    visible.push(await painted(cold.page, '.check-card'))
    await putDown(again, run === RUNS - 1)
  }
  keep('cold.offline', 'ms', visible, 'browser closed and opened again, network off: from navigation to the list of checks painted')
})
