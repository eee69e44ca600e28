// The emulated phone: 390×844, touch, CPU four times slower, and what is asked of it.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type CDPSession, type Page } from '@playwright/test'
import { PASSWORD, SERVER } from './desk'

export const CPU = 4
const VIEWPORT = { width: 390, height: 844 }

/** A phone with a memory: its folder outlives closing the browser. */
export interface Phone {
  context: BrowserContext
  folder: string
  /** Every origin that was asked for anything. */
  origins: Set<string>
}

export async function pickUp(folder = mkdtempSync(join(tmpdir(), 'anjian-phone-')), args: string[] = []): Promise<Phone> {
  const executablePath = process.env.ANJIAN_BENCH_CHROMIUM
  const context = await chromium.launchPersistentContext(folder, {
    ...(executablePath ? { executablePath } : {}), headless: true, baseURL: SERVER, args: ['--no-sandbox', ...args],
    viewport: VIEWPORT, deviceScaleFactor: 3, isMobile: true, hasTouch: true, locale: 'zh-CN', timezoneId: 'Asia/Shanghai',
  })
  const origins = new Set<string>()
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http')) origins.add(url.origin)
  })
  return { context, folder, origins }
}

export async function putDown(phone: Phone, forget = true): Promise<void> {
  await phone.context.close()
  if (forget) rmSync(phone.folder, { recursive: true, force: true })
}

/** A fresh page whose CPU is slowed. */
export async function slowPage(phone: Phone): Promise<{ page: Page; cdp: CDPSession }> {
  const page = await phone.context.newPage()
  const cdp = await phone.context.newCDPSession(page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: CPU })
  return { page, cdp }
}

/** Signs inspector1 in and waits until the service worker holds the app and the checks are on the phone. */
export async function signIn(page: Page, username = 'inspector1'): Promise<void> {
  await page.goto(SERVER)
  await page.locator('input[autocomplete="username"]').fill(username)
  await page.locator('input[autocomplete="current-password"]').fill(PASSWORD)
  await page.locator('form button[type="submit"]').click()
  await page.locator('.check-card').first().waitFor()
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
}

/** Waits until a check with its checklists is on the phone. */
export async function downloaded(page: Page, checkId: string): Promise<void> {
  await page.locator(`.check-card[href$="${checkId}"]`).waitFor({ timeout: 60_000 })
  await page.locator(`.check-card[href$="${checkId}"]`, { hasNotText: '未下载' }).waitFor({ timeout: 60_000 })
  await page.waitForTimeout(1500)
}

/** In the page: resolves to the moment (performance.now) of the frame after which `ready` was true and painted. */
export function painted(page: Page, selector: string, count = 1): Promise<number> {
  return page.evaluate(
    ([what, least]) =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          if (document.querySelectorAll(what).length < least) {
            requestAnimationFrame(look)
            return
          }
          // The frame that holds it is drawn after this callback: the next task after the next frame sees it painted.
          requestAnimationFrame(() => {
            const channel = new MessageChannel()
            channel.port1.onmessage = () => resolve(performance.now())
            channel.port2.postMessage(0)
          })
        }
        look()
      }),
    [selector, count] as const,
  )
}
