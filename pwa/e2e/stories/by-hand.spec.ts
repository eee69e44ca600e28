// What fingers and keyboards do: an input method that composes, a phone turned over while somebody signs.

import type { CDPSession, Page } from '@playwright/test'
import { pairs } from '../api/cast'
import { expect, test } from '../house'
import type { Phone } from '../pages/phone'

/** Types pinyin and takes the words, as a Chinese keyboard does: half-typed letters first, the characters at the end. */
async function compose(cdp: CDPSession, steps: readonly string[], words: string): Promise<void> {
  for (const text of steps) await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  await cdp.send('Input.insertText', { text: words })
}

const half = (cdp: CDPSession, text: string) => cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })

async function findingSheet(phone: Phone, checkId: string, item: string): Promise<void> {
  await phone.page.goto(`/check/${checkId}/list/confined_space`)
  await phone.answer(item, '不符合')
  await expect(phone.sheet()).toBeVisible()
}

test('an input method composes in a finding: no character lost or doubled, nothing sent halfway', async ({ cast, phoneOf }) => {
  const pair = pairs[1]!
  const check = await cast.open(pair)
  const phone = await phoneOf(pair.lead)
  await phone.holds(check.enterprise.name)
  await findingSheet(phone, check.id, 'CS-017')
  const cdp = await phone.context.newCDPSession(phone.page)
  const text = phone.sheet().getByLabel('问题描述')
  await text.fill('')
  await text.focus()

  await test.step('words one after the other', async () => {
    await compose(cdp, ['w', 'we', 'wei', 'wei p', 'wei pei', 'wei pei bei'], '未配备')
    await compose(cdp, ['s', 'san', 'san jiao', 'san jiao jia'], '三脚架')
    await expect(text).toHaveValue('未配备三脚架')
  })
  await test.step('in the middle of what is there', async () => {
    await text.press('Home')
    await compose(cdp, ['c', 'chi', 'chi bian'], '池边')
    await expect(text).toHaveValue('池边未配备三脚架')
  })
  await test.step('Enter that belongs to the keyboard saves nothing and breaks no line', async () => {
    const place = phone.sheet().getByLabel('具体位置')
    await place.focus()
    await half(cdp, 'wu shui')
    await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 })
    await expect(phone.sheet()).toBeVisible()
    expect((await cast.record(pair.lead, check.id)).findings).toHaveLength(0)
    await cdp.send('Input.insertText', { text: '污水站' })
    await expect(place).toHaveValue('污水站')
  })
  await test.step('half a word when the save button is pressed is taken as it stands, once', async () => {
    await text.focus()
    await text.press('End')
    await half(cdp, 'ji')
    await phone.button('保存问题', phone.sheet()).click()
    await expect(phone.sheet()).toHaveCount(0)
  })
  await phone.allSent()
  const record = await cast.record(pair.lead, check.id)
  expect(record.findings.map((f) => f.versions.map((v) => [v.text, v.place]))).toEqual([[['池边未配备三脚架ji', '污水站']]])
})

test('a composition that is broken off by leaving the page keeps what was written before', async ({ cast, phoneOf }) => {
  const pair = pairs[2]!
  const check = await cast.open(pair)
  const phone = await phoneOf(pair.lead)
  await phone.holds(check.enterprise.name)
  await findingSheet(phone, check.id, 'CS-017')
  const cdp = await phone.context.newCDPSession(phone.page)
  const text = phone.sheet().getByLabel('问题描述')
  await text.fill('未配备')
  await phone.page.waitForTimeout(1_000) // a hand pauses; the draft goes to disk meanwhile
  await text.press('End')
  await half(cdp, 'san jiao')
  await phone.page.reload()
  await expect(phone.sheet().getByLabel('问题描述')).toHaveValue(/^未配备(san jiao)?$/)
  expect((await cast.record(pair.lead, check.id)).findings).toHaveLength(0)
})

/** The picture on the pad: where its ink is, in parts of the canvas, and the canvas's own shape. */
const inkOn = (page: Page) => page.getByLabel('在此签名').evaluate((el) => {
  const canvas = el as HTMLCanvasElement
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
  let [left, right, top, bottom, count] = [canvas.width, 0, canvas.height, 0, 0]
  for (let i = 3; i < data.length; i += 4) {
    if (data[i]! < 60) continue
    const x = ((i - 3) / 4) % canvas.width
    const y = Math.floor((i - 3) / 4 / canvas.width)
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
    count += 1
  }
  const box = canvas.getBoundingClientRect()
  return { count, width: (right - left) / devicePixelRatio, height: (bottom - top) / devicePixelRatio, stretch: canvas.width / box.width / (canvas.height / box.height) }
})

test('a phone turned over in the middle of a signature keeps the strokes, in their own shape', async ({ cast, phoneOf }) => {
  const pair = pairs[0]!
  const check = await cast.sealed(pair)
  const phone = await phoneOf(pair.lead)
  await phone.open(check.id)
  await phone.link(/^签字/).click()
  await phone.page.getByRole('button', { name: /^企业现场负责人/ }).click()
  const hand = phone.page.getByRole('dialog', { name: '请读完记录再签字' })
  await hand.getByLabel('姓名').fill('接待人甲')
  await hand.getByRole('checkbox').check()
  await hand.getByRole('button', { name: / 签字$/ }).click()
  await phone.scribble()
  const upright = await inkOn(phone.page)
  expect(upright.count).toBeGreaterThan(200)

  await phone.page.setViewportSize({ width: 844, height: 390 })
  await expect.poll(async () => (await inkOn(phone.page)).count).toBeGreaterThan(100)
  const lying = await inkOn(phone.page)
  expect(lying.stretch).toBeCloseTo(1, 1)
  // Written sideways on an upright phone: now it lies the way one reads it, no wider and no flatter than it was written.
  expect(lying.width / lying.height).toBeCloseTo(upright.height / upright.width, 0)
  await phone.page.setViewportSize({ width: 390, height: 844 })
  await expect.poll(async () => (await inkOn(phone.page)).height).toBeGreaterThan(upright.height * 0.5)
  await phone.button('完成签名').click()
  await phone.takeBack(hand)

  await phone.allSent()
  const [signature] = (await cast.record(pair.lead, check.id)).signatures
  expect(signature?.signatory).toMatchObject({ party: 'enterprise', name: '接待人甲' })
  expect(signature?.ink?.strokes).toHaveLength(3)
  expect(signature?.ink?.width).toBeGreaterThan(signature?.ink?.height ?? Infinity)
})
