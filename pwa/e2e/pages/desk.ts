// The desk of a section head, a leader or another reader in the office.

import { expect, type Locator, type Page } from '@playwright/test'
import { password } from '../api/client'

export class Desk {
  constructor(readonly page: Page) {}

  async signIn(username: string): Promise<void> {
    await this.page.goto('/office/')
    await this.page.getByLabel('用户名').fill(username)
    await this.page.getByLabel('密码').fill(password)
    await this.button('登录').click()
    await expect(this.page.getByLabel('密码')).toHaveCount(0)
    await expect(this.page.getByRole('navigation', { name: '办公端各处' })).toBeVisible()
  }

  button(name: string | RegExp, within: Page | Locator = this.page): Locator {
    return within.getByRole('button', { name })
  }

  /** find types into the list's search field. */
  async find(words: string): Promise<void> {
    await this.page.getByRole('searchbox').first().fill(words)
  }

  caseFile(): Locator {
    return this.page.getByRole('region', { name: '案卷' })
  }

  async openCase(checkId: string): Promise<void> {
    await this.page.goto(`/office/checks/${checkId}`)
  }

  /** does presses one of the case file's buttons and confirms it. */
  async does(deed: string): Promise<void> {
    await this.button(deed, this.caseFile()).click()
    await this.page.getByRole('alertdialog').getByRole('button', { name: deed }).click()
    await expect(this.page.getByRole('alertdialog')).toHaveCount(0)
  }

  async planCheck(words: { enterprise: string; lists: readonly string[]; lead: string; assistant: string; remark: string }): Promise<void> {
    await this.page.getByRole('link', { name: '新建检查' }).click()
    await this.page.getByLabel('按名称、拼音首字母或信用代码查找企业').fill(words.enterprise)
    await this.button(new RegExp(words.enterprise)).first().click()
    for (const name of words.lists) await this.page.getByRole('checkbox', { name: new RegExp(name) }).check()
    await expect(this.page.getByLabel('检查内容')).not.toHaveValue('')
    await this.page.getByLabel('备注').fill(words.remark)
    await this.choose('主办', words.lead)
    await this.choose('协办', words.assistant)
    await this.button('建立检查').click()
    await expect(this.page.getByText('检查已建立，尚未派单')).toBeVisible()
  }

  private async choose(part: string, name: string): Promise<void> {
    const field = this.page.getByRole('combobox', { name: part })
    const option = field.locator('option', { hasText: name })
    await field.selectOption((await option.getAttribute('value'))!)
  }
}
