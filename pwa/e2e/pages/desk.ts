// The desk of a section head, a leader or another reader in the office.

import { expect, type Page } from '@playwright/test'
import { password } from '../api/client'

export class Desk {
  constructor(readonly page: Page) {}

  async signIn(username: string): Promise<void> {
    await this.page.goto('/office/')
    await this.page.getByLabel('用户名').fill(username)
    await this.page.getByLabel('密码').fill(password)
    await this.page.getByRole('button', { name: '登录' }).click()
    await expect(this.page.getByLabel('密码')).toHaveCount(0)
  }
}
