// WebKitGTK from Debian's packages, spoken to in WebDriver over plain requests. It needs a screen: Xvfb gives one.

import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { freePort } from '../api/server'
import type { Engine, Tab } from './tab'

const program = fileURLToPath(new URL('./webkit.py', import.meta.url))
const elementKey = 'element-6066-11e4-a52e-4f735466cecf'
const patience = 60_000
/** How WebKit says that there is no network. */
const weather = /due to access control checks|Could not connect|Failed to load resource|cancelled/

type Ask = <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<T>

export const webkit: Engine = async (profile) => {
  if (!existsSync('/usr/bin/WebKitWebDriver')) throw new Error('WebKitGTK cannot start: WebKitWebDriver is missing (Debian: webkit2gtk-driver)')
  const screen = await startScreen()
  const port = await freePort()
  const driver = spawn('/usr/bin/WebKitWebDriver', [`--port=${port}`], {
    env: { ...process.env, DISPLAY: screen.display, ANJIAN_PROFILE: profile, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const complaints: string[] = []
  createInterface(driver.stderr!).on('line', (line) => {
    if (/CONSOLE JS ERROR/.test(line) && !weather.test(line)) complaints.push(line)
  })
  const end = async (): Promise<void> => {
    await stop(driver)
    await stop(screen.process)
  }
  try {
    const base = `http://127.0.0.1:${port}`
    await listening(base, driver)
    const { sessionId } = await asker(base)<{ sessionId: string }>('POST', '/session', {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: program, args: ['--automation'] } } },
    })
    return tabOf(asker(`${base}/session/${sessionId}`), complaints, end)
  } catch (error) {
    await end()
    throw new Error(`WebKitGTK did not start: ${String(error)}`, { cause: error })
  }
}

function tabOf(ask: Ask, complaints: readonly string[], end: () => Promise<void>): Tab {
  const element = async (selector: string): Promise<string> => {
    const found = await ask<Record<string, string>>('POST', '/element', { using: 'css selector', value: selector })
    return `/element/${found[elementKey]}`
  }
  return {
    open: (url) => ask('POST', '/url', { url }),
    reload: () => ask('POST', '/refresh', {}),
    ask: async (question, ...args) => {
      const script = `const [done, ...args] = [...arguments].reverse()
        Promise.resolve().then(() => (${question.toString()})(...args.reverse())).then((is) => done({ is }), (error) => done({ wrong: String(error) }))`
      const said = await ask<{ is?: unknown; wrong?: string }>('POST', '/execute/async', { script, args })
      if (said.wrong !== undefined) throw new Error(said.wrong)
      return said.is as never
    },
    press: async (selector) => ask('POST', `${await element(selector)}/click`, {}),
    type: async (selector, text) => {
      const field = await element(selector)
      await ask('POST', `${field}/clear`, {})
      await ask('POST', `${field}/value`, { text })
    },
    choose: async (selector, path) => ask('POST', `${await element(selector)}/value`, { text: path }),
    complaints: () => complaints,
    close: async () => {
      await ask('DELETE', '').catch(() => undefined)
      await end()
    },
  }
}

const asker = (base: string): Ask => async (method, path, body) => {
  const response = await fetch(base + path, { method, signal: AbortSignal.timeout(patience), ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const { value } = (await response.json()) as { value: never }
  if (!response.ok) throw new Error(`WebDriver ${method} ${path}: ${JSON.stringify(value).slice(0, 300)}`)
  return value
}

async function listening(base: string, driver: ChildProcess): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    if ((await fetch(`${base}/status`).catch(() => undefined))?.ok) return
    if (driver.exitCode !== null || tries > 100) throw new Error('WebKitWebDriver does not answer')
    await new Promise((r) => setTimeout(r, 100))
  }
}

/** A screen nobody sees, as large as a phone's. It chooses its own number. */
function startScreen(): Promise<{ display: string; process: ChildProcess }> {
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '390x844x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  return new Promise((resolve, reject) => {
    xvfb.once('error', () => reject(new Error('WebKitGTK cannot start: Xvfb is missing (Debian: xvfb)')))
    xvfb.once('exit', () => reject(new Error('Xvfb ended at once')))
    xvfb.stdio[3]?.once('data', (number: Buffer) => resolve({ display: `:${number.toString().trim()}`, process: xvfb }))
  })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((r) => child.once('exit', r))
  child.kill('SIGTERM')
  const insist = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await gone
  clearTimeout(insist)
}
