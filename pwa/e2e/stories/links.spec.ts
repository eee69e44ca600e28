// A link by QR: somebody without an account reads the record on their own phone and signs it there.

import { pairs, type Cast } from '../api/cast'
import { expect, out, shoot, test } from '../house'
import type { Phone } from '../pages/phone'

/** The inspector shows a QR code; gives the address it holds, as the other phone's camera would read it. */
async function shownLink(phone: Phone, checkId: string, name: string): Promise<string> {
  await phone.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await phone.page.goto(`/check/${checkId}/sign`)
  await phone.button('企业用自己的手机签').click()
  await phone.page.getByLabel('签字人姓名').fill(name)
  await shoot(phone.page, 'link-sheet')
  await phone.button('生成二维码').click()
  await expect(phone.page.getByRole('img', { name: '二维码' })).toBeVisible()
  await shoot(phone.page, 'link-qr')
  await phone.button('复制链接').click()
  const address = await phone.page.evaluate(() => navigator.clipboard.readText())
  expect(new URL(address).pathname).toBe('/g')
  expect(new URL(address).hash).toMatch(/^#[\w-]{43}$/)
  return address
}

async function sealed(cast: Cast) {
  const pair = pairs[1]!
  const check = await cast.sealed(pair)
  return { pair, check: await cast.officersSign(pair, check.id) }
}

test('a link lets the enterprise read and sign on its own phone, without an account', async ({ cast, phoneOf, aPhone, deskOf, watch }) => {
  const { pair, check } = await sealed(cast)
  const officer = await phoneOf(pair.lead)
  await officer.holds(check.enterprise.name)
  const address = await shownLink(officer, check.id, '周正明')

  const guest = await aPhone()
  await guest.page.goto(address)
  await expect(guest.page.getByRole('heading', { name: '现场检查记录' })).toBeVisible()
  await expect.poll(() => guest.page.url()).not.toContain('#') // no token is left where it would be bookmarked
  await expect(guest.button('请读到末尾')).toBeDisabled()
  await guest.page.getByLabel('陈述、申辩').fill('第一项已安排整改。')
  await shoot(guest.page, 'link-sign')
  await guest.page.reload() // what was written is still there
  await expect(guest.page.getByLabel('陈述、申辩')).toHaveValue('第一项已安排整改。')
  await guest.page.getByText('签字即表示').scrollIntoViewIfNeeded()
  await guest.page.mouse.wheel(0, 10_000)
  await guest.button('签字').click()
  await guest.offline()
  await guest.scribble()
  await guest.button('完成签名').click()
  await expect(guest.page.getByText('正在送出')).toBeVisible() // the network is away: it is not said to be signed
  await guest.offline(false)
  await expect(guest.page.getByText('已签字').first()).toBeVisible({ timeout: 30_000 })
  await shoot(guest.page, 'link-signed')

  const record = await cast.record(pair.lead, check.id)
  expect(record.state).toBe('signed')
  const own = record.signatures.filter((s) => s.signatory.party === 'enterprise')
  expect(own).toHaveLength(1)
  expect(own[0]).toMatchObject({ statement: '第一项已安排整改。', digest: record.seal!.digest, by: { name: '周正明' } })
  const deed = (await cast.ledger(pair.lead, check.id)).find((e) => e.kind === 'sign_record' && e.actor.id === own[0]!.by.id)
  expect(deed?.cover).toHaveLength(64) // by a key of this phone that is bound to the link

  await test.step('the desk sees the phone, and revoking the link ends its key', async () => {
    const admin = await deskOf('admin1')
    await admin.page.goto('/office/devices')
    const row = admin.page.getByRole('row', { name: /周正明/ }).filter({ hasText: '凭链接签字' }).first()
    await expect(row).toContainText('在用')
    await admin.page.screenshot({ path: `${out}/screens/desk-devices-link.png` })
    await officer.button('关闭').last().click()
    await officer.button('撤销').click()
    await expect(officer.page.getByText('已撤销').first()).toBeVisible()
    await admin.page.reload()
    await expect(row).toContainText('链接已撤销')
    await admin.page.screenshot({ path: `${out}/screens/desk-devices-revoked.png` })
  })
  watch.expect(/404/)
})

test('a phone whose memory is cleared while the link is open enrols anew and signs', async ({ cast, phoneOf, aPhone, watch }) => {
  const { pair, check } = await sealed(cast)
  const officer = await phoneOf(pair.lead)
  await officer.holds(check.enterprise.name)
  const guest = await aPhone()
  const enrolled = guest.page.waitForResponse((r) => r.url().endsWith('/api/v1/devices') && r.request().method() === 'POST')
  await guest.page.goto(await shownLink(officer, check.id, '周明'))
  expect((await enrolled).status()).toBe(200)
  const session = await guest.page.context().newCDPSession(guest.page)
  await session.send('Storage.clearDataForOrigin', { origin: new URL(guest.page.url()).origin, storageTypes: 'indexeddb' })
  const again = guest.page.waitForResponse((r) => r.url().endsWith('/api/v1/devices') && r.request().method() === 'POST')
  await guest.page.reload()
  expect((await again).status()).toBe(200)
  await guest.page.getByText('签字即表示').scrollIntoViewIfNeeded()
  await guest.page.mouse.wheel(0, 10_000)
  await guest.button('签字').click()
  await guest.scribble()
  await guest.button('完成签名').click()
  await expect(guest.page.getByText('已签字').first()).toBeVisible({ timeout: 30_000 })
  const deed = (await cast.ledger(pair.lead, check.id)).find((e) => e.kind === 'sign_record' && e.actor.name === '周明')
  expect(deed?.cover).toHaveLength(64)
  watch.expect(/404/)
})

test('a revoked link is dead, also on a phone where it was open', async ({ cast, phoneOf, aPhone, watch }) => {
  watch.expect(/40[14]/)
  const { pair, check } = await sealed(cast)
  const officer = await phoneOf(pair.lead)
  await officer.holds(check.enterprise.name)
  const address = await shownLink(officer, check.id, '吴亮')
  const guest = await aPhone()
  await guest.page.goto(address)
  await expect(guest.page.getByRole('heading', { name: '现场检查记录' })).toBeVisible()

  await officer.button('关闭').last().click()
  await officer.button('撤销').click()
  await expect(officer.page.getByText('已撤销').first()).toBeVisible()
  await shoot(officer.page, 'link-list')
  await guest.page.reload()
  await expect(guest.page.getByText('这个链接打不开任何内容')).toBeVisible()
  await shoot(guest.page, 'link-dead')

  const other = await aPhone()
  await other.page.goto(`/g#${'A'.repeat(43)}`)
  await expect(other.page.getByText('这个链接打不开任何内容')).toBeVisible()
})

test('the enterprise scans the notice at the gate and reads it on its own phone, and nothing else', async ({ cast, phoneOf, aPhone, deskOf }) => {
  const pair = pairs[2]!
  const check = await cast.ready(pair)
  const officer = await phoneOf(pair.lead)
  await officer.holds(check.enterprise.name)
  await officer.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await officer.page.goto(`/check/${check.id}/arrive`)
  await officer.button('请企业扫码阅读通知书').click()
  await expect(officer.page.getByRole('img', { name: '二维码' })).toBeVisible()
  await shoot(officer.page, 'notice-qr')
  await officer.button('复制链接').click()
  const address = await officer.page.evaluate(() => navigator.clipboard.readText())

  const guest = await aPhone()
  await guest.page.goto(address)
  await expect(guest.page.getByText(check.enterprise.name).first()).toBeVisible()
  await expect(guest.page.getByText('有权申请回避').first()).toBeVisible()
  for (const member of check.team) await expect(guest.page.getByText(member.name).first()).toBeVisible()
  await shoot(guest.page, 'notice-guest')
  await guest.button('取正式文书（PDF）').click()
  await expect(guest.link('打开文书')).toBeVisible()

  // It asks that one of them keep away, without an account; who decides is told and sees it.
  await guest.button('申请执法人员回避').click()
  const lead = check.team.find((m) => m.part === 'lead')!.name
  const form = guest.page.getByRole('dialog')
  await form.getByLabel('执法人员').selectOption({ label: lead })
  await form.getByLabel('理由').fill('该执法人员是本单位负责人的近亲属')
  await shoot(guest.page, 'notice-avoidance')
  await form.getByRole('button', { name: '提交申请' }).click()
  await expect(guest.page.getByText('待决定')).toBeVisible()
  await shoot(guest.page, 'notice-avoidance-asked')
  const leader = await deskOf('leader1')
  await leader.page.goto('/office/notices')
  const told = leader.page.getByText('申请回避待决定').first()
  await expect(async () => {
    await leader.page.reload()
    await expect(told).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 30_000 })
  await told.click()
  await expect(leader.page.getByRole('row').filter({ hasText: lead }).filter({ hasText: check.enterprise.name })).toContainText('近亲属')
})
