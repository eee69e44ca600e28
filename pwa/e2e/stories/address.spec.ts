// 送达地址确认书 on the enterprise's own phone: with an account, without a network; and by a link, without an account.

import { pairs } from '../api/cast'
import { expect, shoot, test } from '../house'
import { Guest } from '../pages/guest'
import type { Phone } from '../pages/phone'

/** Fills the sheet in and signs it. */
async function confirm(phone: Phone, electronic: string, picture: string): Promise<void> {
  await phone.button('签送达地址确认书').click()
  const sheet = phone.sheet()
  await sheet.getByLabel('电话').fill('')
  await sheet.getByRole('button', { name: '签名确认' }).click()
  await expect(sheet.getByText('必填').first()).toBeVisible() // nobody signs half a sheet
  await sheet.getByLabel('收件人').fill('周明')
  await sheet.getByLabel('电话').fill('19900000001')
  await sheet.getByLabel('邮寄地址').fill('金坛区薛埠镇工业集中区 8 号')
  await sheet.getByLabel('同意的电子送达地址').fill(electronic)
  await shoot(phone.page, `${picture}-sheet`)
  await sheet.getByRole('button', { name: '签名确认' }).click()
  await phone.scribble()
  await phone.button('完成签名').click()
}

test('an enterprise with an account confirms its address without a network, and the officers send to it', async ({ cast, phoneOf }) => {
  const { enterpriseId } = (await cast.as('enterprise1')).me
  const pair = pairs[0]!
  const check = await cast.sealed(pair, { enterpriseId: enterpriseId! })
  const phone = await phoneOf('enterprise1')
  await new Guest(phone).openVisit(check.id)
  const part = phone.page.locator('section', { has: phone.page.getByRole('heading', { name: '送达地址确认书' }) })
  await part.scrollIntoViewIfNeeded()
  await expect(part.getByText('还没有确认')).toBeVisible()
  await phone.keepsItself()
  await phone.offline()
  await confirm(phone, 'zhouming@example.com', 'address')
  await expect(part.getByText('zhouming@example.com')).toBeVisible()
  await shoot(phone.page, 'address-confirmed')
  await phone.offline(false)
  await expect.poll(async () => (await cast.record(pair.lead, check.id)).addresses?.length, { timeout: 30_000 }).toBe(1)
  const deed = (await cast.ledger(pair.lead, check.id)).find((e) => e.kind === 'confirm_address')
  expect(deed?.actor.name).toBe('企业负责人A')
  expect(deed?.cover).toHaveLength(64)

  const officer = await phoneOf(pair.lead)
  await officer.holds(check.enterprise.name)
  await officer.page.goto(`/check/${check.id}/deliveries`)
  await expect(officer.page.getByText('zhouming@example.com')).toBeVisible()
  await shoot(officer.page, 'address-at-officers', true)

  await test.step('looked at in the dark, in large type, in English, on a narrow phone', async () => {
    await phone.page.emulateMedia({ colorScheme: 'dark' })
    await phone.page.evaluate(() => document.documentElement.classList.add('large'))
    await part.scrollIntoViewIfNeeded()
    await shoot(phone.page, 'address-dark-large')
    await phone.button('重新确认').click()
    await shoot(phone.page, 'address-sheet-dark-large')
    await phone.page.keyboard.press('Escape')
    await phone.page.emulateMedia({ colorScheme: 'light' })
    await phone.page.evaluate(() => (localStorage.setItem('anjian.locale', 'en'), document.documentElement.classList.remove('large')))
    await phone.page.setViewportSize({ width: 320, height: 640 })
    await phone.page.reload()
    const english = phone.page.getByRole('button', { name: 'Confirm anew' }).first()
    await english.scrollIntoViewIfNeeded()
    await shoot(phone.page, 'address-english')
    await english.click()
    await shoot(phone.page, 'address-sheet-english')
  })
})

test('by a link to sign, without an account, the address is confirmed too', async ({ cast, aPhone, watch }) => {
  const pair = pairs[2]!
  const check = await cast.sealed(pair)
  await cast.officersSign(pair, check.id)
  const made = await (await cast.as(pair.lead)).post<{ link: { id: string }; token: string }>(`/checks/${check.id}/links`, { purpose: 'sign', name: '周明', post: '总经理', expiresAt: new Date(Date.now() + 3_600_000).toISOString() })
  const guest = await aPhone()
  await guest.page.goto(`/g#${made.token}`)
  await guest.page.getByText('签字即表示').scrollIntoViewIfNeeded()
  await guest.page.mouse.wheel(0, 10_000)
  await guest.button('签字').click()
  await guest.scribble()
  await guest.button('完成签名').click()
  await expect(guest.page.getByText('已签字').first()).toBeVisible({ timeout: 30_000 })
  await confirm(guest, '', 'address-link')
  await expect(guest.page.getByText('不同意电子送达')).toBeVisible({ timeout: 30_000 })
  await shoot(guest.page, 'address-link', true)
  const record = await cast.record(pair.lead, check.id)
  expect(record.addresses).toHaveLength(1)
  expect(record.addresses![0]).toMatchObject({ name: '周明', post: '总经理', by: { id: made.link.id } })
  expect((await cast.ledger(pair.lead, check.id)).find((e) => e.kind === 'confirm_address')?.cover).toHaveLength(64)
  watch.expect(/404/)
})
