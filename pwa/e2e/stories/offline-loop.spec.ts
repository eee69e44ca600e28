// The whole loop with every step offline where a person may be offline: the visit, the record and its signatures, the
// order, the enterprise's report on its own phone, the re-check and the end. Between them only the phones' networks come
// back, and everything is there, once.

import { pairs, type LedgerEntry } from '../api/cast'
import { expect, photo, shoot, test } from '../house'
import type { Phone } from '../pages/phone'

test.setTimeout(600_000)

const FOUND = '作业人员未佩戴劳动防护用品'

async function signAll(phone: Phone): Promise<void> {
  for (const party of [/^主办/, /^协办/, /^企业/]) await phone.sign(party)
}

/** Every act once, in one chain. */
function onceEach(ledger: readonly LedgerEntry[]): void {
  expect(new Set(ledger.map((e) => e.actId)).size).toBe(ledger.length)
  expect(ledger.map((e) => e.caseNo)).toEqual(ledger.map((_, i) => i + 1))
}

test('the whole loop, each step without a network', async ({ cast, phoneOf, deskOf }) => {
  const pair = pairs[2]!
  const { enterpriseId } = (await cast.as('enterprise1')).me
  const check = await cast.ready(pair, { checklists: ['general'], enterpriseId: enterpriseId! })
  await cast.declare(pair, check.id)
  const officer = await phoneOf(pair.lead)
  await officer.holds(check.enterprise.name)
  await officer.keepsItself()
  await officer.open(check.id)
  await expect(officer.state('方案已批')).toBeVisible()
  await officer.offline()

  await test.step('arrived, found, sealed and signed by all three, offline', async () => {
    await officer.arrive()
    await officer.openList(/^基础管理通用检查表/)
    await officer.answer('GEN-001', '符合')
    await officer.answer('GEN-002', '不符合')
    await officer.writeFinding({ text: FOUND, place: '打磨车间', handling: '限期整改', photo: photo() })
    await officer.back()
    await officer.closeVisit('其余设备停用，未能现场查看')
    for (const party of [/^主办/, /^协办/, /^企业现场负责人/]) await officer.sign(party)
    await expect(officer.page.locator('.sign-code').getByText('已签字')).toBeVisible()
  })
  await test.step('ordered and signed, still offline, also after the page was loaded anew', async () => {
    await officer.page.goto(`/check/${check.id}/loop/order`)
    await expect(officer.page.getByText(FOUND).first()).toBeVisible()
    await officer.button('下达指令书').click()
    await officer.page.waitForURL(/\/loop\/paper\//) // it is on the phone when its own page opens
    await officer.page.reload()
    await signAll(officer)
    await expect(officer.page.getByText('已送达')).toBeVisible()
    await expect(officer.page.locator('.paper-number').first()).toHaveText(/应急责改〔\d{4}〕暂[0-9A-F]{6}号$/)
    await shoot(officer.page, 'offline-order', true)
  })
  expect((await cast.record(pair.lead, check.id)).state).toBe('ready') // nothing has left the phone
  await officer.offline(false)
  await officer.allSent()
  await expect.poll(async () => (await cast.record(pair.lead, check.id)).orders?.[0]?.signatures.length, { timeout: 60_000 }).toBe(3)
  await test.step('the paper has the number of the chain of its record now', async () => {
    const { orders, number } = await cast.record(pair.lead, check.id)
    expect(orders?.[0]?.given?.text).toBe(number?.text.replace('检记', '责改'))
    await officer.page.goto(`/check/${check.id}/loop/paper/${orders?.[0]?.paper.id}`)
    await expect(officer.page.locator('.paper-number')).toHaveText(orders?.[0]?.given?.text ?? '')
  })
  expect((await cast.record(pair.lead, check.id)).state).toBe('signed')

  const enterprise = await phoneOf('enterprise1')
  await test.step('the enterprise writes and reports on its own phone, offline', async () => {
    await enterprise.page.goto(`/my/${check.id}/rectify`)
    await expect(enterprise.page.getByText(FOUND).first()).toBeVisible({ timeout: 30_000 })
    await enterprise.keepsItself()
    await enterprise.offline()
    await enterprise.page.getByLabel('怎么整改的').fill('已全部佩戴，并加强巡查')
    await enterprise.takePhoto(photo(), enterprise.page.locator('.rectify-after'))
    await expect(enterprise.page.getByRole('button', { name: /^现场照片 1/ }).last()).toBeVisible()
    await enterprise.page.waitForTimeout(800) // half-written words go to disk a moment after the last key
    await enterprise.page.reload()
    await expect(enterprise.page.getByLabel('怎么整改的')).toHaveValue('已全部佩戴，并加强巡查', { timeout: 30_000 })
    await shoot(enterprise.page, 'offline-rectify', true)
    await enterprise.button('报送这一项').click()
    await expect(enterprise.page.getByText('已报整改，待复查').first()).toBeVisible()
    expect((await cast.record(pair.lead, check.id)).orderItems?.[0]?.standing).toBe('ordered')
    await enterprise.offline(false)
    await expect.poll(async () => (await cast.record(pair.lead, check.id)).orderItems?.[0]?.standing, { timeout: 60_000 }).toBe('submitted')
  })

  await test.step('re-checked, signed and closed by the officers, offline', async () => {
    await officer.page.goto('/')
    await expect(officer.page.getByText('复查 企业已报整改').first()).toBeVisible({ timeout: 60_000 })
    await officer.offline()
    await officer.page.goto(`/check/${check.id}/loop/recheck`)
    await expect(officer.page.getByText('已全部佩戴，并加强巡查')).toBeVisible({ timeout: 30_000 })
    for (const box of await officer.page.getByRole('checkbox').all()) await box.check()
    await officer.button('已整改').click()
    await officer.page.getByLabel('整改情况详细说明').fill('现场抽查二十人，均已佩戴')
    await officer.takePhoto(photo())
    await expect(officer.page.getByRole('button', { name: /^现场照片 1/ }).last()).toBeVisible()
    await officer.button('形成复查意见书').click()
    await signAll(officer)
    await shoot(officer.page, 'offline-recheck', true)
    await officer.page.goto(`/check/${check.id}/loop`)
    await officer.button('结案归档').click()
    await officer.button('结案归档', officer.sheet()).click()
    await expect(officer.page.getByText('案卷保存至')).toBeVisible()
    expect((await cast.record(pair.lead, check.id)).rechecks ?? []).toHaveLength(0)
    await officer.offline(false)
    await officer.allSent()
  })
  await test.step('everything is there, once, and in the archive', async () => {
    await expect.poll(async () => (await cast.record(pair.lead, check.id)).state, { timeout: 60_000 }).toBe('closed')
    const record = await cast.record(pair.lead, check.id)
    expect(record.signatures).toHaveLength(3)
    expect(record.orders?.[0]?.signatures).toHaveLength(3)
    expect(record.orderItems).toHaveLength(1)
    expect(record.orderItems?.[0]).toMatchObject({ standing: 'met' })
    expect(record.orderItems?.[0]?.rectifications[0]?.photos).toHaveLength(1)
    expect(record.rechecks?.[0]?.signatures).toHaveLength(3)
    expect(record.rechecks?.[0]?.photos).toHaveLength(1)
    onceEach(await cast.ledger(pair.lead, check.id))
    const head = await deskOf(pair.head)
    await head.page.goto('/office/archive')
    await head.find(record.number!.text)
    await expect(head.page.getByRole('link', { name: check.enterprise.name })).toHaveCount(1)
    await shoot(head.page, 'desk-archive')
  })
})
