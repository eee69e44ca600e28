// The phone in an inspector's (or an enterprise's) hand, spoken of as people would. Everything is found by the words
// and roles a person, or a screen reader, finds it by.

import { expect, type BrowserContext, type FileChooser, type Locator, type Page } from '@playwright/test'
import { password } from '../api/client'

export interface Picture {
  name: string
  mimeType: string
  buffer: Buffer
}

export class Phone {
  constructor(
    public page: Page,
    readonly context: BrowserContext,
  ) {}

  button(name: string | RegExp, within: Page | Locator = this.page): Locator {
    return within.getByRole('button', { name })
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole('link', { name })
  }

  async signIn(username: string): Promise<void> {
    await this.page.goto('/sign-in')
    await this.page.getByLabel('用户名').fill(username)
    await this.page.getByLabel('密码').fill(password)
    await this.button('登录').click()
    await expect(this.page.getByRole('heading', { level: 1 })).not.toHaveText('安监')
    await expect(this.page.getByLabel('密码')).toHaveCount(0)
  }

  /** keepsItself waits until the service worker keeps the app, the second part too, so that the phone can go offline. */
  async keepsItself(): Promise<void> {
    await this.page.evaluate(async () => {
      const { serviceWorker } = navigator
      const { active } = await serviceWorker.ready
      if (!serviceWorker.controller) await new Promise((r) => serviceWorker.addEventListener('controllerchange', r, { once: true }))
      const complete = (): Promise<boolean> =>
        new Promise((say) => {
          const channel = new MessageChannel()
          channel.port1.onmessage = ({ data }: MessageEvent<{ complete: boolean }>) => say(data.complete)
          active?.postMessage({ type: 'STAGE' }, [channel.port2])
        })
      while (!(await complete())) await new Promise((r) => setTimeout(r, 200))
    })
  }

  /** holds waits until a check and all it needs are on this phone. */
  async holds(enterprise: string): Promise<void> {
    await this.page.goto('/checks')
    await expect(this.card(enterprise)).toContainText('可离线', { timeout: 20_000 })
  }

  card(enterprise: string): Locator {
    return this.link(new RegExp(escaped(enterprise))).first()
  }

  async open(checkId: string): Promise<void> {
    await this.page.goto(`/check/${checkId}`)
  }

  async back(): Promise<void> {
    await this.button('返回').click()
  }

  state(word: string): Locator {
    return this.page.locator('.home-what').getByText(word)
  }

  async declare(): Promise<void> {
    await this.button('声明无利害关系').click()
    await expect(this.page.getByText('已声明').first()).toBeVisible()
  }

  async arrive(): Promise<void> {
    await this.button('进场').click()
    await expect(this.page.getByRole('heading', { level: 1, name: '进场' })).toBeVisible()
    const boxes = this.page.getByRole('checkbox')
    await expect(boxes).toHaveCount(3) // the notice and two certificates
    for (const box of await boxes.all()) await box.check()
    await this.button('已出示证件和通知书，开始检查').click()
    await expect(this.page.getByRole('heading', { level: 1, name: '进场' })).toHaveCount(0)
  }

  async openList(name: string | RegExp): Promise<void> {
    await this.link(name).click()
    await expect(this.page.getByRole('group', { name: '筛选' })).toBeVisible()
  }

  item(id: string): Locator {
    return this.page.locator(`#item-${id}`)
  }

  async answer(id: string, verdict: '符合' | '不符合' | '不适用'): Promise<void> {
    const choice = this.item(id).getByRole('group', { name: `检查结果 ${id}` }).getByRole('button', { name: verdict, exact: true })
    await choice.scrollIntoViewIfNeeded()
    await choice.click()
    if (verdict !== '不符合') await expect(choice).toHaveAttribute('aria-pressed', 'true')
  }

  async measure(id: string, value: string, verdict: '符合' | '不符合'): Promise<void> {
    const field = this.item(id).getByRole('textbox').first()
    await field.scrollIntoViewIfNeeded()
    await field.fill(value)
    await expect(this.item(id).getByRole('status')).toContainText(verdict)
    await this.answer(id, verdict)
  }

  async date(id: string, day: string): Promise<void> {
    await this.item(id).locator('input[type=date]').fill(day)
    await this.answer(id, '符合')
  }

  async stateFact(condition: string, holds: boolean): Promise<void> {
    const chip = this.page.getByRole('group', { name: condition }).getByRole('button', { name: holds ? '是' : '否' })
    await chip.click()
    await expect(chip).toHaveAttribute('aria-pressed', 'true')
  }

  sheet(): Locator {
    return this.page.getByRole('dialog')
  }

  /** takePhoto presses the camera's button and lets the camera give a picture. */
  async takePhoto(picture: Picture, within: Page | Locator = this.page): Promise<void> {
    const chooser = await this.openCamera(within)
    await chooser.setFiles(picture)
  }

  async openCamera(within: Page | Locator = this.page): Promise<FileChooser> {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), this.button('拍照', within).first().click()])
    return chooser
  }

  /** writeFinding fills the sheet that 不符合 has opened, and saves it. */
  async writeFinding(words: { text?: string; place?: string; handling?: string; photo?: Picture; how?: string }): Promise<void> {
    const sheet = this.sheet()
    await expect(sheet).toBeVisible()
    if (words.text !== undefined) await sheet.getByLabel('问题描述').fill(words.text)
    if (words.place !== undefined) await sheet.getByLabel('具体位置').fill(words.place)
    if (words.handling !== undefined) await sheet.getByText(words.handling, { exact: true }).click()
    if (words.how !== undefined) await sheet.getByLabel('改正情况').fill(words.how)
    if (words.photo !== undefined) {
      await this.takePhoto(words.photo, sheet)
      await expect(sheet.getByRole('button', { name: /^现场照片 1/ })).toBeVisible()
    }
    await this.button('保存问题', sheet).click()
    await expect(sheet).toHaveCount(0)
  }

  /** wholeSection answers everything left of a section as conforming. */
  async wholeSection(name: string): Promise<void> {
    const section = this.page.locator('.run-section').filter({ has: this.page.getByRole('heading', { name: new RegExp(`^${escaped(name)}`) }) })
    await this.button('本节其余全部符合', section).click()
    await this.button('全部记为符合').click()
  }

  async closeVisit(gapsReason: string): Promise<void> {
    await this.link(/^离场体检/).click()
    await expect(this.page.getByRole('heading', { name: '检查结束' })).toBeVisible()
    await this.page.getByLabel('缺项原因').fill(gapsReason)
    await this.button('封存记录').click()
    await this.button('封存记录', this.page.getByRole('alertdialog')).click()
    await expect(this.page.getByText('核对码', { exact: true })).toBeVisible()
  }

  code(): Promise<string> {
    return this.page.locator('.sign-code-text').innerText()
  }

  /** sign hands the phone to a person who reads to the end and signs. */
  async sign(line: string | RegExp, words: { statement?: string } = {}): Promise<void> {
    await this.page.getByRole('button', { name: line }).click()
    const hand = this.page.getByRole('dialog', { name: '请读完记录再签字' })
    if (words.statement) await hand.getByLabel('陈述意见').fill(words.statement)
    await hand.getByRole('checkbox').check()
    await hand.locator('.hand-end').scrollIntoViewIfNeeded() // to the very end, as is asked
    await hand.getByRole('button', { name: / 签字$/ }).click()
    await this.scribble()
    await this.button('完成签名').click()
    await this.takeBack(hand)
  }

  /** takeBack holds the button by which a phone in the enterprise's hand is given back; an officer's hand closes by itself. */
  async takeBack(hand: Locator): Promise<void> {
    const held = hand.getByRole('button', { name: '长按收回手机' })
    await expect(hand.getByText('请将手机交还检查人员').or(this.page.locator('body:not(:has(.hand))'))).toBeVisible()
    if (await held.isVisible()) await held.click({ delay: 1_700 })
    await expect(hand).toHaveCount(0)
  }

  /** scribble draws a name on the pad. */
  async scribble(): Promise<void> {
    const pad = this.page.getByLabel('在此签名')
    const box = await pad.boundingBox()
    if (!box) throw new Error('there is no pad')
    const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const
    for (const start of [0.2, 0.45, 0.7]) {
      await this.page.mouse.move(...at(0.3, start))
      await this.page.mouse.down()
      for (let i = 1; i <= 12; i += 1) await this.page.mouse.move(...at(0.3 + 0.04 * i, start + 0.06 * Math.sin(i)))
      await this.page.mouse.up()
    }
  }

  /** offline takes the network away from every page and the service worker. */
  async offline(is = true): Promise<void> {
    await this.context.setOffline(is)
  }

  /** allSent waits until nothing is left on this phone only. */
  async allSent(): Promise<void> {
    await this.page.goto('/queue')
    await this.nothingWaits()
  }

  /** nothingWaits looks at the queue, which is open, until everything in it is on the server. */
  async nothingWaits(): Promise<void> {
    await expect(this.page.getByText(/全部已在服务器|已在服务器，已核对/).first()).toBeVisible({ timeout: 40_000 })
    await expect(this.page.getByText(/仅在本机|正在传/)).toHaveCount(0, { timeout: 40_000 })
    await expect(this.page.getByText(/待传 [1-9]/)).toHaveCount(0, { timeout: 40_000 })
  }
}

export const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
