// From the signed record to the closed check on the officers' phone: ordered, re-checked, ordered once more, closed.

import { pairs, type Cast } from '../api/cast'
import { expect, photo, shoot, test } from '../house'
import type { Phone } from '../pages/phone'

test.setTimeout(240_000)

/** A record that every party has signed, with one finding to be ordered. */
async function signed(cast: Cast, at = 0) {
  const pair = pairs[at]!
  const { enterpriseId } = (await cast.as('enterprise1')).me
  const check = await cast.signed(pair, { enterpriseId: enterpriseId! })
  return { pair, check }
}

async function signAll(phone: Phone): Promise<void> {
  await phone.sign(/^主办/)
  await phone.sign(/^协办/)
  await phone.sign(/^企业/)
}

test('ordered, re-checked in part, ordered once more, re-checked and closed', async ({ cast, phoneOf }) => {
  const { pair, check } = await signed(cast)
  const officer = await phoneOf(pair.lead)
  await officer.holds(check.enterprise.name)

  await test.step('the order follows from the record and is delivered', async () => {
    await officer.open(check.id)
    await officer.button('下达整改指令').click()
    await shoot(officer.page, 'loop-home', true)
    await officer.link('下达整改指令').click()
    await expect(officer.page.getByText('作业现场未设置安全警示标志')).toBeVisible()
    await officer.page.getByLabel('整改期间的安全措施').fill('设置警戒')
    await shoot(officer.page, 'loop-order-new', true)
    await officer.button('下达指令书').click()
    await expect(officer.page.getByRole('heading', { level: 1, name: '责令限期整改指令书' }).first()).toBeVisible()
    await shoot(officer.page, 'loop-order', true)
    await signAll(officer)
    await expect(officer.page.getByText('已送达')).toBeVisible()
    await officer.allSent()
    await expect.poll(async () => (await cast.record(pair.lead, check.id)).orders?.[0]?.signatures.length, { timeout: 30_000 }).toBe(3)
  })

  await test.step('a re-check without a network answers every item, with a picture', async () => {
    await officer.keepsItself()
    await officer.open(check.id)
    await expect(officer.page.getByRole('link', { name: '整改闭环' })).toBeVisible()
    await officer.offline()
    await officer.page.goto(`/check/${check.id}/loop/recheck`)
    await expect(officer.button('形成复查意见书')).toBeVisible()
    await officer.button('形成复查意见书').click()
    await expect(officer.page.getByText('必填').first()).toBeVisible()
    await officer.button('部分整改').click()
    await officer.page.getByLabel('整改情况详细说明').fill('已设置警示标志，但未固定')
    await officer.takePhoto(photo())
    await expect(officer.page.getByRole('button', { name: /^现场照片 1/ }).last()).toBeVisible()
    for (const box of await officer.page.getByRole('checkbox').all()) await box.check()
    await expect(officer.page.getByLabel('复查意见')).toHaveValue('复查 1 项：部分整改 1 项。')
    await officer.page.waitForTimeout(800) // half-written words go to disk a moment after the last key
    await officer.page.reload() // half written is kept
    await expect(officer.page.getByLabel('整改情况详细说明')).toHaveValue('已设置警示标志，但未固定')
    await shoot(officer.page, 'loop-recheck', true)
    await officer.button('形成复查意见书').click()
    await expect(officer.page.getByRole('heading', { level: 1, name: '整改复查意见书' }).first()).toBeVisible()
    await signAll(officer)
    await officer.offline(false)
    await officer.allSent()
    await expect.poll(async () => (await cast.record(pair.lead, check.id)).orderItems?.[0]?.standing, { timeout: 30_000 }).toBe('partly')
  })

  await test.step('a second order, a second re-check', async () => {
    await officer.open(check.id)
    await officer.button('处理未整改项').click()
    await shoot(officer.page, 'loop-unmet', true)
    await officer.link('再次责令整改').click()
    await shoot(officer.page, 'loop-order-again', true)
    await officer.button('下达指令书').click()
    await signAll(officer)
    await officer.page.goto(`/check/${check.id}/loop/recheck`)
    await officer.button('已整改').click()
    await officer.page.getByLabel('整改情况详细说明').fill('警示标志已固定，位置醒目')
    await officer.takePhoto(photo())
    await expect(officer.page.getByRole('button', { name: /^现场照片 1/ }).last()).toBeVisible()
    for (const box of await officer.page.getByRole('checkbox').all()) await box.check()
    await officer.button('形成复查意见书').click()
    await signAll(officer)
  })

  await test.step('closed, and nothing was lost on the way', async () => {
    await officer.open(check.id)
    await officer.button('结案').click()
    await shoot(officer.page, 'loop-close', true)
    await officer.button('结案归档').click()
    await officer.button('结案归档', officer.sheet()).click()
    await expect(officer.page.getByText('案卷保存至')).toBeVisible()
    await officer.allSent()
    const record = await expect.poll(async () => (await cast.record(pair.lead, check.id)).state, { timeout: 30_000 }).toBe('closed').then(() => cast.record(pair.lead, check.id))
    expect(record.orders).toHaveLength(2)
    expect(record.rechecks).toHaveLength(2)
    expect(record.orderItems?.[0]).toMatchObject({ standing: 'met' })
    expect(record.rechecks?.every((k) => k.photos.length === 1)).toBe(true)
  })
})

test('the enterprise does not sign the order: it is left with it, and counts as delivered', async ({ cast, phoneOf }) => {
  const { pair, check } = await signed(cast, 1)
  const officer = await phoneOf(pair.lead)
  await officer.holds(check.enterprise.name)
  await officer.page.goto(`/check/${check.id}/loop/order`)
  await officer.button('下达指令书').click()
  await officer.sign(/^主办/)
  await officer.sign(/^协办/)
  await officer.button('拒绝签字').click()
  const sheet = officer.sheet()
  await sheet.getByLabel('拒签理由').fill('须请示总公司')
  await officer.button('记录拒签', sheet).click()
  await expect(sheet.getByText('▲ 必填')).toBeVisible() // where it was left is asked
  await sheet.getByLabel('留置送达地点').fill('门卫室')
  await shoot(officer.page, 'loop-refuse', true)
  await officer.button('记录拒签', sheet).click()
  await expect(sheet).toHaveCount(0) // kept on the phone: only then may the page be left
  await expect(officer.page.getByText('留置送达')).toBeVisible()
  await officer.allSent()
  await expect.poll(async () => (await cast.record(pair.lead, check.id)).orders?.[0]?.signRefusals[0]?.leftAt, { timeout: 30_000 }).toBe('门卫室')
  await officer.page.goto(`/check/${check.id}/loop`)
  await expect(officer.page.getByText('待整改')).toBeVisible()
})
