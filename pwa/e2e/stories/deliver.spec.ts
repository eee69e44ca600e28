// 送达: papers reach the enterprise, handed over without a network, left before a camera, or sent where the enterprise agreed.

import { v7 } from 'uuid'
import { pairs } from '../api/cast'
import { expect, photo, shoot, test } from '../house'
import type { Phone } from '../pages/phone'
import { plain, textOf } from '../pictures/paper'

test.setTimeout(180_000)

/** The enterprise reads, ticks, signs and gives the phone back. */
async function signInHand(phone: Phone): Promise<void> {
  const hand = phone.page.getByRole('dialog', { name: '请读完记录再签字' })
  await hand.getByRole('checkbox').check()
  await hand.locator('.hand-end').scrollIntoViewIfNeeded()
  await shoot(phone.page, 'deliver-hand')
  await hand.getByRole('button', { name: / 签字$/ }).click()
  await phone.scribble()
  await phone.button('完成签名').click()
  await phone.takeBack(hand)
}

test('a record is handed over and an order left in place, both without a network; then sent where the enterprise agreed', async ({ cast, phoneOf, deskOf }) => {
  const pair = pairs[0]!
  const check = await cast.signed(pair)
  const orderId = v7()
  await cast.act(pair.lead, check.id, 'issue_order', { orderId, record: check.seal!.digest })
  const phone = await phoneOf(pair.lead)
  await phone.holds(check.enterprise.name)
  await phone.open(check.id)
  await phone.link(/^文书/).click()
  await phone.link('送达回执、送达地址确认书').click()
  await expect(phone.page.getByText('未送达')).toHaveCount(1) // the order; the record is signed for
  await shoot(phone.page, 'deliver-before', true)
  await phone.keepsItself()

  await phone.offline()
  await test.step('handed over: the receiver signs the receipt', async () => {
    await phone.link('登记送达').click()
    await phone.page.getByRole('checkbox', { name: /责令限期整改指令书/ }).uncheck()
    await shoot(phone.page, 'deliver-new', true)
    await phone.button('递给收件人签收').click()
    await signInHand(phone)
    await expect(phone.page.getByText('已送达 · 回执 1')).toBeVisible()
  })
  await test.step('left in place: not without anything that saw it', async () => {
    await phone.link('登记送达').click()
    await phone.page.getByRole('radio', { name: '留置送达' }).check()
    await phone.page.getByLabel('送达地点').fill('厂区门卫室')
    await phone.button('保存回执').click()
    await expect(phone.page.getByText('见证人、照片、录像说明至少要有一样')).toBeVisible()
    await phone.takePhoto(photo())
    await expect(phone.page.getByRole('button', { name: /^现场照片 1/ })).toBeVisible()
    await shoot(phone.page, 'deliver-left', true)
    await phone.button('保存回执').click()
    await expect(phone.page.getByText('未送达')).toHaveCount(0)
    await shoot(phone.page, 'deliver-after', true)
  })
  await test.step('electronically: only once the enterprise has confirmed the address', async () => {
    await phone.link('登记送达').click()
    await phone.page.getByRole('radio', { name: '电子送达' }).check()
    await expect(phone.page.getByText('不能电子送达')).toBeVisible()
    await expect(phone.button('保存回执')).toBeDisabled()
    await phone.page.goBack()
    await phone.link('签送达地址确认书').click()
    await phone.page.getByLabel('同意的电子送达地址').fill('anquan@example.com')
    await shoot(phone.page, 'deliver-address', true)
    await phone.button('递给企业签名').click()
    await signInHand(phone)
    await expect(phone.page.getByText('anquan@example.com')).toBeVisible()
    await phone.link('登记送达').click()
    await phone.page.getByRole('checkbox', { name: /责令限期整改指令书/ }).check()
    await phone.page.getByRole('radio', { name: '电子送达' }).check()
    await phone.button('保存回执').click()
    await expect(phone.page.getByText('送达回执 3 · 电子送达')).toBeVisible()
  })
  await phone.offline(false)
  await phone.allSent()

  const record = await cast.record(pair.lead, check.id)
  expect(record.deliveries?.map((d) => d.way)).toEqual(['direct', 'left', 'electronic'])
  expect(record.deliveries?.[1]?.photos).toHaveLength(1)
  expect(record.deliveries?.[2]).toMatchObject({ place: 'anquan@example.com', addressId: record.addresses![0]!.id })
  const lead = await cast.as(pair.lead)
  const pdf = await lead.bytes(`/checks/${check.id}/deliveries/${record.deliveries![2]!.id}/receipt.pdf`)
  const text = plain(textOf(pdf.bytes, 'receipt'))
  for (const words of ['文书送达回执', '电子送达', 'anquan@example.com', '责令限期整改指令书', '送达地址确认书']) expect(text).toContain(plain(words))

  await test.step('at the desk: the same receipts, and post is recorded there', async () => {
    const desk = await deskOf(pair.lead)
    await desk.openCase(check.id)
    await desk.page.locator('.lint-line').first().click() // a complaint leads to what it is about
    await expect(desk.page.getByRole('tab', { selected: true })).not.toHaveText(/^概要/)
    await expect(desk.page.locator('[id^="spot-"]:focus')).toBeVisible()
    await desk.page.getByRole('tab', { name: /^送达/ }).click()
    const panel = desk.page.getByRole('tabpanel')
    await expect(panel).toContainText('送达回执 2 · 留置送达')
    await expect(panel).toContainText('照片 1 张')
    await panel.getByRole('checkbox', { name: /现场检查记录/ }).check()
    await panel.getByLabel('邮件号').fill('1234567890123')
    await panel.getByRole('button', { name: '保存回执' }).click()
    await expect(panel).toContainText('送达回执 4 · 邮寄送达')
    await shoot(desk.page, 'deliver-desk')
    const head = await deskOf(pair.head)
    await head.openCase(check.id)
    await head.page.getByRole('tab', { name: /^送达/ }).click()
    await expect(head.page.getByRole('tabpanel')).toContainText('送达回执 4 · 邮寄送达')
    await expect(head.button('保存回执')).toHaveCount(0)
  })
})
