// What every story stands on: people with their phones, and a watch over everything the pages do. A request that leaves
// the origin, an error in the console or an exception in a page fails the story, whatever else it looked at.

import { test as base, type BrowserContext, type Page } from '@playwright/test'
import { Cast } from './api/cast'
import { Desk } from './pages/desk'
import { Phone } from './pages/phone'

export { expect } from '@playwright/test'
export { photo, sha256 } from './pictures/picture'

/** What a browser says by itself when there is no network: weather, not a fault. */
const weather = /net::ERR_(INTERNET_DISCONNECTED|FAILED|CONNECTION_REFUSED|CONNECTION_RESET|NETWORK_CHANGED|EMPTY_RESPONSE|ABORTED|NETWORK_IO_SUSPENDED)/

/** Watch notes what pages do that they must not do. */
export class Watch {
  readonly faults: string[] = []
  private readonly allowed: RegExp[] = []

  constructor(private readonly origin: string) {}

  /** expect says that a refusal belongs to the story, for example /401/ for a wrong password. */
  expect(words: RegExp): void {
    this.allowed.push(words)
  }

  over(context: BrowserContext): void {
    context.on('request', (request) => {
      const url = new URL(request.url())
      if ((url.protocol === 'http:' || url.protocol === 'https:' || url.protocol === 'ws:' || url.protocol === 'wss:') && url.origin !== this.origin) this.note(`a request left the origin: ${request.url()}`)
    })
    context.on('weberror', (error) => this.note(`an exception in the page: ${error.error().message}`))
    context.on('console', (message) => {
      if (message.type() === 'error') this.note(`the console says: ${message.text()} (${message.location().url})`)
    })
  }

  private note(fault: string): void {
    if (weather.test(fault) || this.allowed.some((a) => a.test(fault))) return
    this.faults.push(fault)
  }
}

interface People {
  cast: Cast
  watch: Watch
  origin: string
  /** A fresh phone, nobody signed in. */
  aPhone: () => Promise<Phone>
  /** A fresh phone with somebody signed in. */
  phoneOf: (username: string) => Promise<Phone>
  /** A desk with somebody signed in. */
  deskOf: (username: string) => Promise<Desk>
}

export const test = base.extend<People>({
  origin: async ({ baseURL }, use) => use(new URL(baseURL!).origin),
  cast: async ({ origin }, use) => use(new Cast(origin)),
  watch: async ({ origin }, use) => {
    const watch = new Watch(origin)
    await use(watch)
    base.expect(watch.faults, 'what the pages did wrong').toEqual([])
  },
  aPhone: async ({ browser, watch, contextOptions }, use) => {
    const open: BrowserContext[] = []
    await use(async () => {
      const context = await browser.newContext({ ...contextOptions })
      open.push(context)
      watch.over(context)
      return new Phone(await context.newPage(), context)
    })
    await Promise.all(open.map((c) => c.close()))
  },
  phoneOf: async ({ aPhone }, use) => {
    await use(async (username) => {
      const phone = await aPhone()
      await phone.signIn(username)
      return phone
    })
  },
  deskOf: async ({ browser, watch, origin }, use) => {
    const open: BrowserContext[] = []
    await use(async (username) => {
      const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, isMobile: false, hasTouch: false, deviceScaleFactor: 1, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', baseURL: origin })
      open.push(context)
      watch.over(context)
      const desk = new Desk(await context.newPage())
      await desk.signIn(username)
      return desk
    })
    await Promise.all(open.map((c) => c.close()))
  },
})

/** Where the stories put what people look at. */
export const out = 'e2e/.out'

/** shoot keeps a picture of a screen for looking at. */
export async function shoot(page: Page, name: string, whole = false): Promise<void> {
  await page.screenshot({ path: `${out}/screens/${name}.png`, fullPage: whole, animations: 'disabled' })
}
