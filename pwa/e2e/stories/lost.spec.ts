// What a phone may do to a browser: end it in the middle of a photo, or clear its memory.

import { readlinkSync, rmSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from '@playwright/test'
import { pairs } from '../api/cast'
import { expect, photo, test } from '../house'
import { Phone } from '../pages/phone'

/** A browser whose folder outlives it. */
async function browser(folder: string, origin: string): Promise<{ context: BrowserContext; kill(): Promise<void> }> {
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.ANJIAN_E2E_CHROMIUM ?? '/usr/bin/chromium', baseURL: origin, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN', timezoneId: 'Asia/Shanghai',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  const pid = Number(readlinkSync(join(folder, 'SingletonLock')).split('-').at(-1))
  const kill = async (): Promise<void> => {
    const gone = new Promise((r) => context.once('close', r))
    process.kill(pid, 'SIGKILL')
    await gone
    for (const name of ['SingletonLock', 'SingletonCookie', 'SingletonSocket']) rmSync(join(folder, name), { force: true })
  }
  return { context, kill }
}

/** A picture that does not compress, so that it takes a while. */
const noisy = (phone: Phone): Promise<number[]> =>
  phone.page.evaluate(async () => {
    const canvas = new OffscreenCanvas(1600, 1200)
    const paper = canvas.getContext('2d')!
    const dots = paper.createImageData(1600, 1200)
    for (let i = 0; i < dots.data.length; i += 65_536) crypto.getRandomValues(dots.data.subarray(i, i + 65_536))
    for (let i = 3; i < dots.data.length; i += 4) dots.data[i] = 255
    paper.putImageData(dots, 0, 0)
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer())]
  })

const sent = (phone: Phone, personId: string): Promise<{ sent: number; size: number } | undefined> =>
  phone.page.evaluate(async (name) => {
    const answer = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error) }))
    const db = await answer(indexedDB.open(name))
    const [row] = (await answer(db.transaction('blobs').objectStore('blobs').getAll())) as { sent?: number; size: number }[]
    db.close()
    return row && { sent: row.sent ?? 0, size: row.size }
  }, `anjian-${personId}`)

test('the browser is killed in the middle of a photo and goes on where it stopped', async ({ cast, origin }) => {
  const pair = pairs[0]!
  const check = await cast.open(pair)
  const me = await (await cast.as(pair.lead)).get<{ id: string }>('/me')
  const folder = mkdtempSync(join(tmpdir(), 'anjian-killed-'))
  try {
    const first = await browser(folder, origin)
    let phone = new Phone(await first.context.newPage(), first.context)
    await phone.signIn(pair.lead)
    await phone.holds(check.enterprise.name)
    await phone.keepsItself()
    await phone.open(check.id)
    await phone.openList(/^有限空间/)
    const cdp = await first.context.newCDPSession(phone.page)
    const buffer = Buffer.from(await noisy(phone))
    await cdp.send('Network.enable')
    await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 20, downloadThroughput: 1_000_000, uploadThroughput: 120_000 })
    await phone.takePhoto({ name: 'noise.jpg', mimeType: 'image/jpeg', buffer }, phone.item('CS-005'))
    await expect(phone.item('CS-005').getByRole('button', { name: /^现场照片 1/ })).toBeVisible()
    await expect.poll(async () => (await sent(phone, me.id))?.sent ?? 0, { timeout: 40_000, intervals: [50] }).toBeGreaterThan(0)
    const before = (await sent(phone, me.id))!
    expect(before.sent).toBeLessThan(before.size)
    await first.kill()

    const second = await browser(folder, origin)
    phone = new Phone(await second.context.newPage(), second.context)
    const offsets: number[] = []
    let bytes = 0
    second.context.on('request', (request) => {
      if (request.method() !== 'PATCH') return
      offsets.push(Number(request.headers()['upload-offset']))
      bytes += Number(request.headers()['content-length'] ?? request.postDataBuffer()?.length ?? 0)
    })
    await phone.allSent()
    expect(offsets[0]).toBeGreaterThanOrEqual(before.sent)
    expect(bytes).toBeLessThanOrEqual(before.size - before.sent)
    const { files } = await (await cast.as(pair.lead)).get<{ files: { present: boolean }[] }>(`/checks/${check.id}/manifest`)
    expect(files.map((f) => f.present)).toEqual([true])
    expect((await cast.ledger(pair.lead, check.id)).filter((e) => e.kind === 'attach_photo')).toHaveLength(1)
    await second.context.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a phone whose memory the system cleared says what is lost, and fetches what the server has', async ({ cast, phoneOf }) => {
  const pair = pairs[1]!
  const check = await cast.open(pair)
  const me = await (await cast.as(pair.lead)).get<{ id: string }>('/me')
  const phone = await phoneOf(pair.lead)
  await phone.holds(check.enterprise.name)
  await phone.keepsItself()
  await phone.open(check.id)
  await phone.openList(/^有限空间/)
  await phone.answer('CS-003', '符合')
  await phone.allSent()
  await phone.open(check.id)
  await phone.openList(/^有限空间/)
  await phone.offline()
  for (const item of ['CS-005', 'CS-007']) await phone.answer(item, '符合')
  await phone.page.waitForTimeout(2_600) // the witnesses are told a moment after the last tap
  await phone.page.goto('/icons/mark.svg') // no page of the app holds the store
  // Where a page of the app holds the store after all, it lets go by starting anew, in the middle of this.
  await expect(async () => {
    await phone.page.evaluate((name) => new Promise((resolve, reject) => Object.assign(indexedDB.deleteDatabase(name), { onsuccess: resolve, onerror: reject })), `anjian-${me.id}`)
  }).toPass({ timeout: 20_000 })
  await phone.offline(false)
  await phone.page.goto('/me')
  await expect(phone.page.getByRole('alert')).toContainText('本机数据曾被系统清除')
  await expect(phone.page.getByRole('alert')).toContainText('2')
  await phone.page.reload() // nobody has read it yet
  await expect(phone.page.getByRole('alert')).toContainText('本机数据曾被系统清除')
  await phone.page.getByRole('alert').getByRole('button').click()
  await expect(phone.page.getByRole('alert')).toHaveCount(0) // it goes when that is on disk
  await phone.page.reload()
  await expect(phone.page.getByText('本机存储')).toBeVisible()
  await expect(phone.page.getByRole('alert')).toHaveCount(0)
  await phone.holds(check.enterprise.name)
  await phone.open(check.id)
  await phone.openList(/^有限空间/)
  await expect(phone.item('CS-003').getByRole('button', { name: '符合', exact: true })).toHaveAttribute('aria-pressed', 'true')
  await phone.answer('CS-005', '符合')
  await phone.allSent()
  expect((await cast.ledger(pair.lead, check.id)).filter((e) => e.kind === 'answer_item').map((e) => e.body['item'])).toEqual(['CS-003', 'CS-005'])
})

test('a phone that is nearly full makes room with what the server holds, and says so before the camera opens', async ({ cast, phoneOf }) => {
  const pair = pairs[2]!
  const check = await cast.open(pair)
  const me = await (await cast.as(pair.lead)).get<{ id: string }>('/me')
  const phone = await phoneOf(pair.lead)
  const bytes = (): Promise<number> =>
    phone.page.evaluate(async (name) => {
      const answer = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error) }))
      const db = await answer(indexedDB.open(name))
      const n = await answer(db.transaction('bytes').objectStore('bytes').count())
      db.close()
      return n
    }, `anjian-${me.id}`)
  await phone.holds(check.enterprise.name)
  await phone.keepsItself()
  await phone.open(check.id)
  await phone.openList(/^有限空间/)
  await phone.takePhoto(photo(), phone.item('CS-005'))
  await expect(phone.item('CS-005').getByRole('button', { name: /^现场照片 1/ })).toBeVisible()
  await phone.allSent()
  expect(await bytes()).toBe(1) // with room enough nothing goes

  await phone.open(check.id)
  await phone.openList(/^有限空间/)
  await phone.page.evaluate(() => Object.defineProperty(navigator.storage, 'estimate', { value: async () => ({ quota: 100e6, usage: 90e6 }) }))
  let said = ''
  phone.page.on('dialog', (dialog) => {
    said = dialog.message()
    void dialog.accept()
  })
  await phone.offline() // no server to ask: nothing goes
  await phone.takePhoto(photo(), phone.item('CS-005'))
  await expect(phone.item('CS-005').getByRole('button', { name: /^现场照片 2/ })).toBeVisible()
  expect(said).toMatch(/25/)
  expect(await bytes()).toBe(2)
  await phone.offline(false)
  await phone.takePhoto(photo(), phone.item('CS-005'))
  await expect(phone.item('CS-005').getByRole('button', { name: /^现场照片 3/ })).toBeVisible()
  await phone.allSent()
  expect(await bytes()).toBeLessThan(3) // the first went, and the second if it was up by then
  const { files } = await (await cast.as(pair.lead)).get<{ files: { present: boolean }[] }>(`/checks/${check.id}/manifest`)
  expect(files.map((f) => f.present)).toEqual([true, true, true])
})
