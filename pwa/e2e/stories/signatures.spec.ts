// What an enterprise may do with a sealed record on the inspector's phone, and a gate that stays shut.

import { pairs } from '../api/cast'
import { expect, shoot, test } from '../house'

test('an enterprise that will not sign is recorded with its reason and a witness', async ({ cast, phoneOf }) => {
  const pair = pairs[2]!
  const check = await cast.sealed(pair)
  await cast.officersSign(pair, check.id)
  const phone = await phoneOf(pair.lead)
  await phone.open(check.id)
  await phone.button('继续签字').click()
  await phone.button('拒绝签字').click()
  const sheet = phone.sheet()

  await test.step('without a reason nothing is recorded', async () => {
    await phone.button('记录拒签', sheet).click()
    await expect(sheet.getByText('必填').first()).toBeVisible()
  })
  await sheet.getByLabel('拒签理由').fill('对问题认定有异议')
  await sheet.getByLabel('报告部门').fill('局政策法规科')
  await phone.button('添加见证人', sheet).click()
  await sheet.getByRole('group', { name: '见证人' }).getByLabel('姓名').fill('站长甲')
  await sheet.getByRole('group', { name: '见证人' }).getByLabel('单位').fill('镇安监站')
  await shoot(phone.page, 'phone-refuse-signature')
  await phone.button('记录拒签', sheet).click()
  await expect(sheet).toHaveCount(0)
  await expect(phone.page.getByText('对问题认定有异议')).toBeVisible()
  await shoot(phone.page, 'phone-signature-refused')

  await phone.allSent()
  const record = await cast.record(pair.lead, check.id)
  expect(record.state).toBe('signed')
  expect(record.signRefusals).toHaveLength(1)
  expect(record.signRefusals[0]).toMatchObject({ reason: '对问题认定有异议', reportedTo: '局政策法规科', own: false, witnesses: [{ name: '站长甲', unit: '镇安监站' }] })
})

test('a gate that stays shut ends the check with what was said', async ({ cast, phoneOf }) => {
  const pair = pairs[1]!
  const check = await cast.ready(pair)
  await cast.declare(pair, check.id)
  const phone = await phoneOf(pair.lead)
  await phone.open(check.id)
  await phone.link('企业拒绝进入').click()
  await phone.page.getByLabel('拒绝人').fill('门卫')
  await phone.page.getByLabel('理由和经过').fill('以负责人不在为由拒绝进入，经说明后仍不放行')
  await shoot(phone.page, 'phone-entry-refused')
  await phone.button('记录拒绝进入').click()
  await expect(phone.state('拒绝进入')).toBeVisible()
  await expect(phone.page.getByText('以负责人不在为由拒绝进入')).toBeVisible()
  await phone.allSent()
  expect((await cast.record(pair.lead, check.id)).state).toBe('entry_refused')
})

test('before anybody has signed, the lead may open the record again and says why', async ({ cast, phoneOf }) => {
  const pair = pairs[0]!
  const check = await cast.sealed(pair)
  const phone = await phoneOf(pair.lead)
  await phone.open(check.id)
  await phone.link(/^签字/).click()
  await phone.button('重新打开记录').click()
  await phone.sheet().getByLabel('重新打开的理由').fill('漏记一处问题')
  await phone.button('重新打开记录', phone.sheet()).click()
  await expect(phone.sheet()).toHaveCount(0)
  await phone.allSent()
  const record = await cast.record(pair.lead, check.id)
  expect(record.state).toBe('open')
  expect(record.reopened?.[0]?.reason).toBe('漏记一处问题')
})
