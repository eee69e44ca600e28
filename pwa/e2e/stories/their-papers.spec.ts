// The papers of the loop in the enterprise's hands: signed in, by a link, and with a pen; and each as the server prints it.

import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { v7 } from 'uuid'
import { ink, pairs, type Cast, type Pair } from '../api/cast'
import { expect, shoot, test } from '../house'
import type { Phone } from '../pages/phone'

test.setTimeout(180_000)

/** An order that both officers have signed and the enterprise has not. */
async function given(cast: Cast, pair: Pair, enterpriseId?: string): Promise<{ checkId: string; name: string; orderId: string }> {
  const check = await cast.signed(pair, enterpriseId ? { enterpriseId } : {})
  const orderId = v7()
  await cast.act(pair.lead, check.id, 'issue_order', { orderId, record: check.seal!.digest })
  const { digest } = (await cast.record(pair.lead, check.id)).orders![0]!
  for (const [username, party] of [[pair.lead, 'lead'], [pair.assistant, 'assistant']] as const) {
    await cast.act(username, check.id, 'sign_paper', { paperId: orderId, signatory: { party, name: (await cast.as(username)).me.name }, digest, sentence: '本文书由本人依法制作，内容属实。', ink: ink() })
  }
  return { checkId: check.id, name: check.enterprise.name, orderId }
}

async function readToTheEnd(guest: Phone): Promise<void> {
  await guest.page.getByLabel('陈述、申辩').scrollIntoViewIfNeeded()
  await guest.page.locator('.guest-end').scrollIntoViewIfNeeded()
}

test('the enterprise signs an order on its own phone, signed in and without a network, and has it as PDF', async ({ cast, phoneOf }) => {
  const pair = pairs[0]!
  const { enterpriseId } = (await cast.as('enterprise1')).me
  const order = await given(cast, pair, enterpriseId!)
  const guest = await phoneOf('enterprise1')
  await guest.page.goto(`/my/${order.checkId}`)
  const card = guest.page.locator('.guest-part').filter({ has: guest.page.getByRole('heading', { name: '责令限期整改指令书', exact: true }) })
  await guest.button('阅读并签字', card).click()
  await expect(guest.page.getByRole('article')).toContainText('作业现场未设置安全警示标志')
  await shoot(guest.page, 'their-paper', true)
  await readToTheEnd(guest)
  await guest.offline()
  await guest.button('签字').last().click()
  await guest.scribble()
  await guest.button('完成签名').click()
  await expect(card.getByText('已签字')).toBeVisible()
  await shoot(guest.page, 'their-papers', true)
  await guest.offline(false)
  await expect.poll(async () => (await cast.record(pair.lead, order.checkId)).orders![0]!.signatures.length, { timeout: 40_000 }).toBe(3)
  const pdf = guest.page.locator('.guest-part').filter({ has: guest.page.getByRole('heading', { name: '责令限期整改指令书（PDF）' }) })
  await pdf.getByRole('button').click()
  await expect(pdf.getByRole('link', { name: '打开文书' })).toBeVisible({ timeout: 30_000 })
  const other = await (await cast.as('enterprise2')).bytes(`/checks/${order.checkId}/papers/${order.orderId}/paper.pdf`)
  expect(other.status).toBe(404)
})

test('by a link without an account an order is read, and refused with a reason', async ({ cast, phoneOf, aPhone, watch }) => {
  watch.expect(/404/)
  const pair = pairs[1]!
  const order = await given(cast, pair)
  const officer = await phoneOf(pair.lead)
  await officer.holds(order.name)
  await officer.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await officer.page.goto(`/check/${order.checkId}/loop/paper/${order.orderId}`)
  await officer.button('企业用自己的手机签').click()
  await officer.page.getByLabel('签字人姓名').fill('周明')
  await officer.button('生成二维码').click()
  await officer.button('复制链接').click()
  const guest = await aPhone()
  await guest.page.goto(await officer.page.evaluate(() => navigator.clipboard.readText()))
  await guest.button('阅读并签字').click()
  await readToTheEnd(guest)
  await shoot(guest.page, 'their-paper-link', true)
  await guest.button('拒签并说明').click()
  await guest.sheet().getByLabel('理由').fill('整改期限太短')
  await guest.button('提交拒签理由').click()
  await expect(guest.page.getByText('周明：整改期限太短')).toBeVisible({ timeout: 20_000 })
  const pdf = guest.page.locator('.guest-part').filter({ has: guest.page.getByRole('heading', { name: '责令限期整改指令书（PDF）' }) })
  await pdf.getByRole('button').click()
  await expect(pdf.getByRole('link', { name: '打开文书' })).toBeVisible({ timeout: 30_000 })
  const record = await cast.record(pair.lead, order.checkId)
  expect(record.orders![0]!.signRefusals).toMatchObject([{ own: true, reason: '整改期限太短' }])
})

test('an order printed and signed with a pen is filed by its own code, the enterprise last', async ({ cast, phoneOf }) => {
  const pair = pairs[2]!
  const order = await given(cast, pair)
  const printed = (await (await cast.as(pair.lead)).bytes(`/checks/${order.checkId}/papers/${order.orderId}/paper.pdf`)).bytes
  const folder = 'e2e/.out/sheets-order'
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/order.pdf`, printed)
  execFileSync('pdftoppm', ['-r', '200', '-jpeg', `${folder}/order.pdf`, `${folder}/page`])
  const pages = readdirSync(folder).filter((f) => f.endsWith('.jpg')).map((f) => ({ name: f, mimeType: 'image/jpeg', buffer: readFileSync(`${folder}/${f}`) }))
  const phone = await phoneOf(pair.lead)
  await phone.holds(order.name)
  await phone.page.goto(`/check/${order.checkId}/loop/paper/${order.orderId}`)
  await phone.link(/纸质签字/).click()
  await expect(phone.page.getByRole('heading', { name: '责令限期整改指令书' }).first()).toBeVisible()
  await phone.keepsItself()
  const readerKept = () => phone.page.evaluate(async () => {
    const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))
    return kept.flat().some((r) => r.url.includes('/sheet.worker-'))
  })
  await expect.poll(readerKept, { timeout: 30_000 }).toBe(true) // what reads the pages is brought when this page is opened
  await phone.offline()
  for (const page of pages) {
    const [chooser] = await Promise.all([phone.page.waitForEvent('filechooser'), phone.button('从相册选').click()])
    await chooser.setFiles([page])
    await expect(phone.button('从相册选')).toBeEnabled({ timeout: 30_000 })
  }
  await expect(phone.page.getByText(`${pages.length} 页已收齐`)).toBeVisible({ timeout: 30_000 })
  await phone.button(/^企业|^被检查/).click()
  await phone.button('计入签字').last().click()
  await expect(phone.page.getByText('已计入')).toHaveCount(3)
  await shoot(phone.page, 'sheets-order', true)
  await phone.offline(false)
  await phone.allSent()
  const { signatures } = (await cast.record(pair.lead, order.checkId)).orders![0]!
  expect(signatures.find((s) => s.signatory.party === 'enterprise')).toMatchObject({ way: 'paper' })
})
