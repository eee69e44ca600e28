// The hand of a person on a phone, whichever engine draws it: finds by words, waits as people wait, looks at what is there.

import { writeFileSync } from 'node:fs'
import { password } from '../api/client'
import { find, type Sought } from './find'
import type { Engine, Tab } from './tab'

const patience = 20_000

export class Hand {
  private tab: Tab | undefined
  constructor(
    private readonly engine: Engine,
    private readonly profile: string,
    private readonly origin: string,
  ) {}

  /** startApp starts the browser and opens the app, as its icon would. */
  async startApp(path = '/'): Promise<void> {
    this.tab = await this.engine(this.profile)
    await this.go(path)
  }

  async quit(): Promise<void> {
    const { tab } = this
    this.tab = undefined
    await tab?.close()
  }

  private get on(): Tab {
    if (!this.tab) throw new Error('the browser is not running')
    return this.tab
  }

  go(path: string): Promise<void> {
    return this.on.open(this.origin + path)
  }

  reload(): Promise<void> {
    return this.on.reload()
  }

  ask: Tab['ask'] = (question, ...args) => this.on.ask(question, ...args)

  complaints(): readonly string[] {
    return this.tab?.complaints() ?? []
  }

  /** until waits for something to be true of the page. */
  async until(what: string, look: () => Promise<boolean>, time = patience): Promise<void> {
    const end = Date.now() + time
    for (;;) {
      if (await look()) return
      if (Date.now() > end) throw new Error(`${what}: not after ${time / 1000} s. The screen says: ${(await this.text()).slice(0, 1500)}`)
      await new Promise((r) => setTimeout(r, 100))
    }
  }

  text(): Promise<string> {
    return this.on.ask(() => document.body.innerText)
  }

  /** sees waits until the words stand on the screen. */
  sees(words: string, time = patience): Promise<void> {
    return this.until(`“${words}” on the screen`, async () => (await this.text()).includes(words), time)
  }

  seesNot(words: string): Promise<void> {
    return this.until(`“${words}” gone from the screen`, async () => !(await this.text()).includes(words))
  }

  private async sought(what: Sought): Promise<string> {
    let selector = ''
    await this.until(`${what.role} “${what.name}”`, async () => (selector = await this.on.ask(find, what)) !== '')
    return selector
  }

  async press(name: string, within?: string): Promise<void> {
    await this.on.press(await this.sought({ role: 'button', name, ...(within ? { within } : {}) }))
  }

  /** pressPart presses a button of which only a part of the words is known. */
  async pressPart(name: string, within?: string): Promise<void> {
    await this.on.press(await this.sought({ role: 'button', name, part: true, ...(within ? { within } : {}) }))
  }

  async follow(name: string): Promise<void> {
    await this.on.press(await this.sought({ role: 'link', name, part: true }))
  }

  async tick(name: string): Promise<void> {
    await this.on.press(await this.sought({ role: 'tick', name, part: true }))
  }

  async write(label: string, text: string, within?: string): Promise<void> {
    await this.on.type(await this.sought({ role: 'field', name: label, part: true, ...(within ? { within } : {}) }), text)
  }

  async signIn(username: string): Promise<void> {
    await this.go('/sign-in')
    await this.write('用户名', username)
    await this.write('密码', password)
    await this.press('登录')
    await this.until('signed in', () => this.on.ask(() => location.pathname !== '/sign-in'))
  }

  /** keepsItself waits until the app is complete on this phone and starts without a network. */
  async keepsItself(): Promise<void> {
    await this.until('the app is kept by its service worker', () =>
      this.on.ask(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated' && navigator.serviceWorker.controller !== null),
    )
  }

  /** holds waits until a check and all it needs are on this phone. */
  async holds(enterprise: string): Promise<void> {
    await this.go('/checks')
    await this.until(`${enterprise} is here for use without a network`, () =>
      this.on.ask((name) => [...document.querySelectorAll('a[href^="/check/"]')].some((a) => a.textContent!.includes(name) && a.textContent!.includes('可离线')), enterprise),
    )
  }

  async answer(item: string, verdict: string): Promise<void> {
    await this.press(verdict, `#item-${item}`)
    if (verdict !== '不符合') await this.given(item, verdict)
  }

  /** given waits until an answer counts: it is on disk and the record says so. */
  given(item: string, verdict: string): Promise<void> {
    return this.until(`${item} ${verdict}`, () =>
      this.on.ask((id, word) => [...document.querySelectorAll(`#item-${id} [aria-pressed=true]`)].some((b) => b.textContent!.replace(/^[^\p{L}]+/u, '') === word), item, verdict),
    )
  }

  /**
   * photograph presses the camera's button of a part of the screen. A file dialog is the system's own and differs with
   * every engine; so the dialog stays shut, and the file goes into the very input that asked for it.
   */
  async photograph(within: string, picture: string): Promise<void> {
    await this.on.ask(() => {
      HTMLInputElement.prototype.click = function hold() {
        if (this.type === 'file') this.setAttribute('data-waits', '')
      }
    })
    await this.press('拍照', within)
    await this.until('the camera was asked for', () => this.on.ask(() => document.querySelector('input[data-waits]') !== null))
    await this.on.choose('input[data-waits]', picture)
  }

  /** allSent waits until the queue says that everything is on the server. */
  async allSent(): Promise<void> {
    await this.go('/queue')
    await this.until('everything is on the server', async () => {
      const text = await this.text()
      return /全部已在服务器|已在服务器，已核对/.test(text) && !/仅在本机|正在传|待传 [1-9]/.test(text)
    }, 40_000)
  }
}

/** keep writes a picture into a folder and says where: an engine takes a file, not bytes. */
export function keep(folder: string, name: string, bytes: Buffer): string {
  const path = `${folder}/${name}`
  writeFileSync(path, bytes)
  return path
}
