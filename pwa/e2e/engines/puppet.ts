// Firefox ESR and Chromium from Debian's packages, both through Puppeteer: WebDriver BiDi without geckodriver for the
// one, CDP for the other.

import { existsSync } from 'node:fs'
import { launch, type ElementHandle, type LaunchOptions, type Page } from 'puppeteer-core'
import type { Engine, Tab } from './tab'

/** What Firefox says by itself of a file that a page being left, or without a network, was still waiting for. */
const weather = /A ServiceWorker intercepted the request and encountered an unexpected error/

const phone = { width: 390, height: 844 }

export const firefox: Engine = (profile) =>
  started('Firefox', process.env.ANJIAN_E2E_FIREFOX ?? '/usr/bin/firefox-esr', {
    browser: 'firefox',
    userDataDir: profile,
    // Nothing but the story talks: no first-run pages, no looking for captive portals.
    extraPrefsFirefox: { 'network.captive-portal-service.enabled': false, 'network.connectivity-service.enabled': false, 'intl.accept_languages': 'zh-CN,zh' },
    args: ['--width', String(phone.width), '--height', String(phone.height)],
  })

export const chromium: Engine = (profile) =>
  started('Chromium', process.env.ANJIAN_E2E_CHROMIUM ?? '/usr/bin/chromium', {
    browser: 'chrome',
    userDataDir: profile,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--lang=zh-CN'],
  })

async function started(name: string, executablePath: string, options: LaunchOptions): Promise<Tab> {
  if (!existsSync(executablePath)) throw new Error(`${name} cannot start: there is no ${executablePath}`)
  const browser = await launch({ executablePath, headless: true, defaultViewport: phone, timeout: 60_000, protocolTimeout: 60_000, ...options }).catch((error: unknown) => {
    throw new Error(`${name} did not start: ${String(error)}`, { cause: error })
  })
  const [page = await browser.newPage()] = await browser.pages()
  await page.setViewport(phone)
  return tabOf(page, () => browser.close())
}

function tabOf(page: Page, close: () => Promise<void>): Tab {
  const complaints: string[] = []
  page.on('pageerror', (error) => {
    if (!weather.test(String(error))) complaints.push(`an exception in the page: ${String(error)}`)
  })
  const element = async (selector: string): Promise<ElementHandle> => {
    const found = await page.$(selector)
    if (!found) throw new Error(`nothing fits ${selector}`)
    return found
  }
  return {
    open: async (url) => void (await page.goto(url, { waitUntil: 'load' })),
    reload: async () => void (await page.reload({ waitUntil: 'load' })),
    ask: (question, ...args) => page.evaluate(question as never, ...(args as unknown as never[])) as never,
    press: async (selector) => (await element(selector)).click(),
    type: async (selector, text) => {
      const field = await element(selector)
      await field.evaluate((el) => (el as HTMLInputElement).select())
      await page.keyboard.press('Delete')
      await field.type(text)
    },
    choose: async (selector, path) => {
      const input = (await element(selector)) as ElementHandle<HTMLInputElement>
      await input.uploadFile(path)
    },
    complaints: () => complaints,
    close,
  }
}
