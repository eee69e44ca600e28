// Pictures: drawn on without a network and printed so; a camera that stays open; a picture used again is noticed.

import { chromium } from '@playwright/test'
import { expect, photo, shoot, test } from '../house'
import { pairs, shortLists } from '../api/cast'
import { Phone } from '../pages/phone'

const pair = pairs[0]!

test('a picture is marked without a network; paper and enterprise get what was blurred without its pixels', async ({ cast, phoneOf }) => {
  const record = await cast.open(pair, { checklists: shortLists })
  const phone = await phoneOf(pair.lead)
  await phone.holds(record.enterprise.name)
  await phone.keepsItself()
  await phone.page.goto(`/check/${record.id}/photos`)
  await phone.takePhoto(photo())
  const tile = phone.page.getByRole('button', { name: /^现场照片 1/ })
  await expect(tile).toBeVisible()
  await tile.click()
  await phone.button('标注照片').click()
  const board = phone.page.getByRole('img', { name: '照片，可在上面拖画' })
  await expect(board).toBeVisible()
  await phone.context.setOffline(true)

  const drag = async (x: number, y: number, x2: number, y2: number): Promise<void> => {
    const box = (await board.boundingBox())!
    await phone.page.mouse.move(box.x + x * box.width, box.y + y * box.height)
    await phone.page.mouse.down()
    await phone.page.mouse.move(box.x + x2 * box.width, box.y + y2 * box.height, { steps: 4 })
    await phone.page.mouse.up()
  }
  await drag(0.1, 0.8, 0.45, 0.5)
  await phone.page.getByRole('radio', { name: '遮挡' }).click()
  await drag(0.6, 0.1, 0.9, 0.4)
  await phone.page.getByRole('radio', { name: '圈' }).click()
  await phone.button('放在中央').click() // the twin of dragging
  await phone.page.getByRole('radio', { name: '文字' }).click()
  await phone.page.getByLabel('标注文字').fill('防护罩缺失𬭎')
  await drag(0.1, 0.1, 0.1, 0.1)
  await expect(phone.page.getByRole('group', { name: '已有标注' }).getByRole('button')).toHaveCount(4)
  await shoot(phone.page, 'marks')
  await phone.button('撤销一步').click()
  await expect(phone.page.getByRole('group', { name: '已有标注' }).getByRole('button')).toHaveCount(3)
  await phone.page.getByLabel('标注文字').fill('防护罩缺失𬭎')
  await phone.button('放在中央').click()
  await phone.button('保存标注').click()
  await expect(phone.page.getByText('标注已保存')).toBeVisible()
  await phone.context.setOffline(false)

  await expect.poll(async () => (await cast.record(pair.lead, record.id)).photos[0]?.marks?.[0]?.marks.map((m) => m.shape), { timeout: 30_000 }).toEqual(['arrow', 'blur', 'ellipse', 'text'])
  const [shown] = (await cast.record(pair.lead, record.id)).photos
  const officer = await cast.as(pair.lead)
  await expect.poll(async () => (await officer.bytes(`/checks/${record.id}/files/${shown!.sha256}`)).status, { timeout: 30_000 }).toBe(200)
  await cast.seal(pair, record.id)
  const pdf = await officer.bytes(`/checks/${record.id}/record.pdf`)
  expect(pdf.status).toBe(200)
  const original = await officer.bytes(`/checks/${record.id}/files/${shown!.sha256}`)
  expect(pdf.bytes.includes(original.bytes), 'the paper carries the covered copy, not the original').toBe(false)
})

test('the camera stays open for five pictures, each saved before it says so', async ({ cast, origin, watch, contextOptions }) => {
  const record = await cast.open(pair, { checklists: shortLists })
  const browser = await chromium.launch({
    executablePath: process.env.ANJIAN_E2E_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  })
  try {
    const context = await browser.newContext({ ...contextOptions, baseURL: origin, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN', permissions: ['camera'] })
    watch.over(context)
    const phone = new Phone(await context.newPage(), context)
    await phone.signIn(pair.lead)
    await phone.holds(record.enterprise.name)
    await phone.page.goto(`/check/${record.id}/photos`)
    await phone.button('拍照').click()
    const camera = phone.page.getByRole('dialog', { name: '连续拍照' })
    const shutter = phone.button('拍照', camera)
    await expect(shutter).toBeEnabled()
    for (let n = 1; n <= 5; n += 1) {
      await shutter.click()
      await expect(camera.getByText(`已存本机 ${n} 张`)).toBeVisible()
    }
    await shoot(phone.page, 'camera')
    // The tab is killed with the camera open: nothing that said saved is lost.
    await phone.page.close()
    phone.page = await context.newPage()
    await phone.page.goto(`/check/${record.id}/photos`)
    await expect(phone.page.getByRole('button', { name: /^现场照片 \d/ })).toHaveCount(5)
    await expect.poll(async () => (await cast.record(pair.lead, record.id)).photos.length, { timeout: 30_000 }).toBe(5)
  } finally {
    await browser.close()
  }
})

test('a picture that was used in another check is told to those who hold the case', async ({ cast, phoneOf }) => {
  const [first, second] = [await cast.open(pair, { checklists: shortLists }), await cast.open(pair, { checklists: shortLists })]
  const phone = await phoneOf(pair.lead)
  // A picture like no other story's: of those that look alike only the nearest are told.
  const drawn = await phone.page.evaluate(async () => {
    const canvas = new OffscreenCanvas(1600, 1200)
    const paper = canvas.getContext('2d')!
    for (let x = 0; x < 12; x += 1) for (let y = 0; y < 9; y += 1) {
      paper.fillStyle = `hsl(${Math.random() * 360} 60% ${Math.random() * 100}%)`
      paper.fillRect((x * 1600) / 12, (y * 1200) / 9, 134, 134)
    }
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer())]
  })
  const picture = { name: 'once.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(drawn) }
  for (const record of [first, second]) {
    await phone.page.goto(`/check/${record.id}/photos`)
    await phone.takePhoto(picture)
    await expect(phone.page.getByRole('button', { name: /^现场照片 1/ })).toBeVisible()
  }
  const officer = await cast.as(pair.lead)
  interface Alarms {
    alarms: { distance: number; of: { checkId?: string; enterprise?: string } }[]
  }
  await expect
    .poll(async () => (await officer.get<Alarms>(`/checks/${second.id}/photo-alarms`)).alarms.some((a) => a.of.checkId === first.id && a.of.enterprise === first.enterprise.name && a.distance <= 10), { timeout: 40_000 })
    .toBe(true)
})
