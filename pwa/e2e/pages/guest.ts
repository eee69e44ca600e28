// The enterprise at its own phone: what was found, what is asked of it, and its answer.

import { expect } from '@playwright/test'
import type { Phone } from './phone'

export class Guest {
  constructor(readonly phone: Phone) {}

  async openVisit(checkId: string): Promise<void> {
    await this.phone.page.goto(`/my/${checkId}`)
    await expect(this.phone.page.getByRole('heading', { level: 1, name: '检查情况' })).toBeVisible()
  }

  async readToTheEnd(): Promise<void> {
    await this.phone.link('阅读记录并签字').click()
    await this.phone.page.getByRole('heading', { level: 2, name: '签字', exact: true }).last().scrollIntoViewIfNeeded()
    await this.phone.page.getByLabel('陈述、申辩').scrollIntoViewIfNeeded()
  }

  async sign(words: { statement: string }): Promise<void> {
    await this.readToTheEnd()
    await this.phone.page.getByLabel('陈述、申辩').fill(words.statement)
    await this.phone.button('签字').click()
    await this.phone.scribble()
    await this.phone.button('完成签名').click()
  }

  async refuse(words: { reason: string }): Promise<void> {
    await this.readToTheEnd()
    await this.phone.button('拒签并说明').click()
    await this.phone.sheet().getByLabel('理由').fill(words.reason)
    await this.phone.button('提交拒签理由').click()
  }
}
