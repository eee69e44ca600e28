// The main job: one check on a phone, from dispatch to a signed record, with and without a network.

import { inDays, pairs, type Cast, type LedgerEntry, type Pair } from '../api/cast'
import { expect, photo, shoot, test } from '../house'
import type { Phone } from '../pages/phone'
import { plain, textOf } from '../pictures/paper'

test.setTimeout(240_000)

/** The visit from the door to the last signature, all on one phone. */
async function visit(phone: Phone, wifi: () => Promise<void> = async () => undefined): Promise<string> {
  await phone.arrive()
  await expect(phone.state('检查中')).toBeVisible()

  await test.step('the general checklist', async () => {
    await phone.openList(/^基础管理通用检查表/)
    await phone.answer('GEN-001', '符合')
    await phone.date('GEN-003', inDays(400))
    await phone.answer('GEN-002', '不符合')
    await phone.writeFinding({ text: '未配备专职安全生产管理人员（现有从业人员126人）', place: '安全科', photo: photo() })
    await phone.measure('GEN-009', '30', '符合')
    await phone.wholeSection('双重预防')
    await phone.answer('GEN-020', '不符合')
    await phone.writeFinding({ text: '打磨车间未设置明显的安全警示标志', place: '打磨车间', handling: '当场改正', how: '企业当场张贴，现场确认' })
    await phone.takePhoto(photo(), phone.item('GEN-025'))
    await expect(phone.item('GEN-025').getByRole('button', { name: /^现场照片 1/ })).toBeVisible()
    await phone.answer('GEN-025', '符合')
    await phone.answer('GEN-033', '不适用')
    await phone.back()
  })
  await wifi()
  await test.step('the list of the trade', async () => {
    await phone.openList(/^粉尘涉爆/)
    await phone.stateFact('铝、镁等金属粉尘', false)
    await phone.answer('DU-001', '符合')
    await phone.measure('DU-007', '2', '符合')
    await phone.answer('DU-011', '不符合')
    await phone.sheet().getByRole('button', { name: '确认', exact: true }).click()
    await phone.writeFinding({ text: '干式除尘器1号未采取泄爆、惰化、抑爆措施', place: '1号除尘器' })
    await phone.back()
  })
  await test.step('a problem that stands on no list', async () => {
    await phone.link(/^问题/).click()
    await phone.button('添加表外问题').click()
    await phone.writeFinding({ text: '厂区北侧围墙倾斜', place: '北围墙', handling: '仅建议' })
    await expect(phone.page.getByText('厂区北侧围墙倾斜')).toBeVisible()
    await phone.back()
  })
  await phone.closeVisit('部分设备停用，未能现场查看')
  const code = await phone.code()
  expect(code).toMatch(/^[0-9a-f]{12}$/)
  await phone.sign(/^主办/)
  await phone.sign(/^协办/)
  await phone.sign(/^企业现场负责人/, { statement: '情况属实，立即整改。' })
  await expect(phone.page.locator('.sign-code').getByText('已签字')).toBeVisible()
  return code
}

async function readyFor(cast: Cast, pair: Pair) {
  const check = await cast.ready(pair, { checklists: ['general', 'dust_explosion'] })
  await cast.act(pair.assistant, check.id, 'declare_no_conflict', { noConflict: true })
  return check
}

/** Every act once, in one chain. */
function onceEach(ledger: readonly LedgerEntry[]): void {
  expect(new Set(ledger.map((e) => e.actId)).size).toBe(ledger.length)
  expect(ledger.map((e) => e.caseNo)).toEqual(ledger.map((_, i) => i + 1))
}

test('an inspector does a whole check on the phone and gets the record', async ({ cast, phoneOf }) => {
  const pair = pairs[0]!
  const check = await readyFor(cast, pair)
  const phone = await phoneOf(pair.lead)

  await test.step('Today shows it; its page leads on', async () => {
    await expect(phone.page.getByRole('heading', { level: 1, name: '今日' })).toBeVisible()
    await phone.card(check.enterprise.name).click()
    await phone.open(check.id)
    await expect(phone.state('方案已批')).toBeVisible()
    await phone.declare()
  })
  const code = await visit(phone)

  await phone.allSent()
  await test.step('the record opens from the phone', async () => {
    await phone.open(check.id)
    await phone.link('文书').click()
    await phone.button('取正式文书（PDF）').click()
    await expect(phone.link('打开文书')).toBeVisible({ timeout: 20_000 })
    await shoot(phone.page, 'phone-papers')
  })
  await test.step('and says what was seen', async () => {
    const record = await cast.record(pair.lead, check.id)
    expect(record.state).toBe('signed')
    expect(record.seal?.code).toBe(code)
    const pdf = await (await cast.as(pair.lead)).bytes(`/checks/${check.id}/record.pdf`)
    expect(pdf.status).toBe(200)
    const text = textOf(pdf.bytes, 'main-job')
    const words = plain(text)
    const pages = text.split('\f').length - 1
    for (const needed of ['现场检查记录', record.number!.text, check.enterprise.name, '未配备专职安全生产管理人员（现有从业人员126人）', '打磨车间未设置明显的安全警示标志', '干式除尘器1号未采取泄爆、惰化、抑爆措施', '厂区北侧围墙倾斜', '情况属实，立即整改。', `共${pages}页`]) {
      expect(words, `the record says ${needed}`).toContain(plain(needed))
    }
    expect(words.toLowerCase().replaceAll(/[^0-9a-z\u4e00-\u9fff]/g, '')).toContain(code)
  })
  onceEach(await cast.ledger(pair.lead, check.id))
})

test('the same with the network off from the gate to the last signature', async ({ cast, phoneOf }) => {
  const pair = pairs[1]!
  const check = await readyFor(cast, pair)
  const phone = await phoneOf(pair.lead)
  await phone.holds(check.enterprise.name)
  await phone.keepsItself()
  await phone.open(check.id)
  await phone.declare()

  await phone.offline()
  const code = await visit(phone, async () => {
    await test.step('the page is loaded anew without a network', async () => {
      await phone.page.reload()
      await expect(phone.state('检查中')).toBeVisible()
    })
  })
  await test.step('the sealed record can be read here, marked as what it is', async () => {
    await phone.page.goto(`/check/${check.id}/record`)
    await expect(phone.page.getByText('本机副本').first()).toBeVisible()
    await expect(phone.page.getByText('干式除尘器1号未采取泄爆、惰化、抑爆措施').first()).toBeVisible()
    await shoot(phone.page, 'phone-reader-offline', true)
  })
  await test.step('what waits is said', async () => {
    await phone.page.goto('/queue')
    await expect(phone.page.getByText(/待传 \d+ 条 · 2 张照片/)).toBeVisible()
    await shoot(phone.page, 'phone-queue-offline')
  })
  expect((await cast.record(pair.lead, check.id)).state).toBe('ready')

  await phone.offline(false)
  await test.step('everything goes up by itself', async () => {
    await phone.nothingWaits()
  })
  const record = await cast.record(pair.lead, check.id)
  expect(record.state).toBe('signed')
  expect(record.seal?.code).toBe(code)
  const ledger = await cast.ledger(pair.lead, check.id)
  onceEach(ledger)
  expect(ledger.filter((e) => e.kind === 'sign_record')).toHaveLength(3)
  expect(ledger.filter((e) => e.kind === 'arrive')).toHaveLength(1)
  const officer = await cast.as(pair.lead)
  const { files } = await officer.get<{ files: { present: boolean }[] }>(`/checks/${check.id}/manifest`)
  expect(files).toHaveLength(2)
  expect(files.every((f) => f.present)).toBe(true)
  const pdf = await officer.bytes(`/checks/${check.id}/record.pdf`)
  expect(pdf.status).toBe(200)
  expect(plain(textOf(pdf.bytes, 'main-job-offline'))).toContain(plain(record.number!.text))
})
