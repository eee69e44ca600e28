// The phone in the enterprise's hand shows one paper and nothing else, until it is deliberately given back.

import { pairs } from '../api/cast'
import { expect, shoot, test } from '../house'

test('a phone handed over is locked to the record until somebody holds the button', async ({ cast, phoneOf }) => {
  const pair = pairs[2]!
  const check = await cast.sealed(pair)
  const phone = await phoneOf(pair.lead)
  await phone.open(check.id)
  await phone.link(/^签字/).click()
  await phone.page.getByRole('button', { name: /^企业现场负责人/ }).click()
  const hand = phone.page.getByRole('dialog', { name: '请读完记录再签字' })
  await expect(hand.getByText('请读到末尾')).toBeVisible()
  await expect(phone.page.locator('html')).toHaveClass(/large/)
  await shoot(phone.page, 'hand-locked')

  const back = hand.getByRole('button', { name: '长按收回手机' })
  await back.click() // too short
  await phone.page.keyboard.press('Escape')
  await phone.page.evaluate(() => history.back())
  await phone.page.waitForTimeout(500)
  await expect(hand).toBeVisible()
  await expect(phone.page).toHaveURL(/\/sign$/)

  await hand.getByLabel('姓名').fill('周明')
  await hand.getByRole('checkbox').check()
  await hand.getByRole('button', { name: / 签字$/ }).click()
  await phone.scribble()
  await phone.button('完成签名').click()
  await expect(hand.getByText('请将手机交还检查人员')).toBeVisible() // still locked, now with nothing to read
  await shoot(phone.page, 'hand-signed')
  await back.focus()
  await phone.page.keyboard.down('Enter') // a key held does what a finger held does
  await expect(hand).toHaveCount(0, { timeout: 5_000 })
  await phone.page.keyboard.up('Enter')
  await expect(phone.page.getByText('周明').first()).toBeVisible()
})
