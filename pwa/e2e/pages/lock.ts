// The phone's lock: a PIN is set, and what lies on the phone is encrypted behind it.

import { expect } from '@playwright/test'
import type { Phone } from './phone'

export const PIN = '271828'

/** Sets a PIN and waits until everything is encrypted. */
export async function setPin(phone: Phone, pin = PIN): Promise<void> {
  await phone.page.goto('/me')
  await phone.link('PIN 与加密').click()
  await phone.page.getByLabel('PIN', { exact: true }).fill(pin)
  await phone.page.getByLabel('再输一次').fill(pin)
  await phone.button('设置 PIN 并加密').click()
  await expect(phone.page.getByText('已加密 · PIN 已设').first()).toBeVisible()
  await expect(phone.page.getByText(/正在后台加密/)).toHaveCount(0, { timeout: 20_000 })
}

export async function unlock(phone: Phone, pin = PIN): Promise<void> {
  await phone.page.getByLabel('PIN', { exact: true }).fill(pin)
  await phone.button('解锁', phone.page).first().click()
}
