// Unkind moments: the tab dies while it sends, the server dies after it has committed, the camera kills the page.

import type { Page } from '@playwright/test'
import { Cast, pairs } from '../api/cast'
import { Server } from '../api/server'
import { expect, photo, test, Watch } from '../house'
import { Phone } from '../pages/phone'

const acts = '**/api/v1/acts'

/** killTab ends the page's process as a phone out of memory does: no goodbye, no unload. */
async function killTab(phone: Phone): Promise<void> {
  const old: Page = phone.page
  const dead = old.waitForEvent('crash')
  const cdp = await phone.context.newCDPSession(old)
  void cdp.send('Page.crash').catch(() => undefined)
  await dead
  phone.page = await phone.context.newPage()
  await old.close().catch(() => undefined)
}

test('the tab is killed when the server has taken the acts but the phone has not heard it', async ({ cast, phoneOf }) => {
  const pair = pairs[1]!
  const check = await cast.open(pair)
  const phone = await phoneOf(pair.lead)
  await phone.holds(check.enterprise.name)
  await phone.open(check.id)
  await phone.openList(/^有限空间/)
  await phone.offline()
  for (const item of ['CS-003', 'CS-005', 'CS-007', 'CS-008', 'CS-009']) await phone.answer(item, '符合')
  await phone.takePhoto(photo(), phone.item('CS-005'))
  await expect(phone.item('CS-005').getByRole('button', { name: /^现场照片 1/ })).toBeVisible()

  let taken = 0
  let heard: () => void = () => undefined
  const committed = new Promise<void>((r) => {
    heard = r
  })
  await phone.page.route(acts, async (route) => {
    await route.fetch()
    taken += 1
    heard() // and the answer never reaches the phone
  })
  await phone.offline(false)
  await committed
  await killTab(phone)
  expect(taken).toBeGreaterThan(0)

  await phone.allSent()
  const ledger = await cast.ledger(pair.lead, check.id)
  expect(ledger.filter((e) => e.kind === 'answer_item').map((e) => e.body['item'])).toEqual(['CS-003', 'CS-005', 'CS-007', 'CS-008', 'CS-009'])
  expect(ledger.filter((e) => e.kind === 'attach_photo')).toHaveLength(1)
  const { files } = await (await cast.as(pair.lead)).get<{ files: { present: boolean }[] }>(`/checks/${check.id}/manifest`)
  expect(files.map((f) => f.present)).toEqual([true])
})

test('the server is killed between its commit and its answer; the receipts hold', async ({ browser, watch, contextOptions }) => {
  const server = await Server.start()
  const context = await browser.newContext({ ...contextOptions, baseURL: server.url })
  try {
    const own = new Watch(server.url)
    own.over(context)
    const cast = new Cast(server.url)
    const pair = pairs[0]!
    const check = await cast.open(pair)
    const phone = new Phone(await context.newPage(), context)
    await phone.signIn(pair.lead)
    await phone.holds(check.enterprise.name)
    await phone.open(check.id)
    await phone.openList(/^有限空间/)
    let killed = false
    await phone.page.route(acts, async (route) => {
      if (killed) return route.continue()
      killed = true
      await route.fetch()
      await server.kill()
      return route.abort('connectionreset')
    })
    for (const item of ['CS-003', 'CS-005', 'CS-007']) await phone.answer(item, '符合')
    await expect.poll(() => killed, { timeout: 20_000 }).toBe(true)
    await phone.answer('CS-008', '符合')
    await server.start()
    await phone.allSent()
    const ledger = await cast.ledger(pair.lead, check.id)
    expect(ledger.filter((e) => e.kind === 'answer_item').map((e) => e.body['item'])).toEqual(['CS-003', 'CS-005', 'CS-007', 'CS-008'])
    watch.faults.push(...own.faults)
  } finally {
    await context.close()
    await server.end()
  }
})

test('the camera kills the page while a finding is being written', async ({ cast, phoneOf }) => {
  const pair = pairs[2]!
  const check = await cast.open(pair)
  const phone = await phoneOf(pair.lead)
  await phone.holds(check.enterprise.name)
  await phone.open(check.id)
  await phone.openList(/^有限空间/)
  await phone.answer('CS-017', '不符合')
  const text = '未配备三脚架和安全绳（污水处理站）'
  await phone.sheet().getByLabel('问题描述').fill(text)
  await phone.sheet().getByLabel('具体位置').fill('污水处理站')
  await phone.openCamera(phone.sheet())
  const address = phone.page.url()
  await killTab(phone)

  await phone.page.goto(address)
  await expect(phone.sheet().getByLabel('问题描述')).toHaveValue(text)
  await expect(phone.sheet().getByLabel('具体位置')).toHaveValue('污水处理站')
  await expect(phone.sheet()).toContainText('CS-017')
  await phone.writeFinding({ photo: photo() })
  await expect(phone.item('CS-017')).toBeInViewport()
  await phone.allSent()
  const record = await cast.record(pair.lead, check.id)
  expect(record.findings.map((f) => f.versions[0]?.text)).toEqual([text])
  expect(record.photos).toHaveLength(1)
})

test('the camera kills the page over an item: the same item is there again', async ({ cast, phoneOf }) => {
  const pair = pairs[1]!
  const check = await cast.open(pair)
  const phone = await phoneOf(pair.lead)
  await phone.holds(check.enterprise.name)
  await phone.open(check.id)
  await phone.openList(/^有限空间/)
  await phone.item('CS-030').scrollIntoViewIfNeeded()
  await phone.openCamera(phone.item('CS-030'))
  const address = phone.page.url()
  await killTab(phone)
  await phone.page.goto(address)
  await expect(phone.item('CS-030')).toBeInViewport()
})
