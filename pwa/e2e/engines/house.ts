// What a story in another engine stands on: a person's hand on a phone with a profile of its own, and a network that can
// be taken away.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { Cast } from '../api/cast'
import { Hand } from './hand'
import { Link } from './link'
import { chromium, firefox } from './puppet'
import type { Engine } from './tab'
import { webkit } from './webkit'

export { expect } from '@playwright/test'

const engines: Readonly<Record<string, Engine>> = { chromium, firefox, webkit }

interface People {
  cast: Cast
  /** The phone's network; the cast has its own. */
  link: Link
  /** A folder of the story's own. */
  folder: string
  hand: Hand
}

export const test = base.extend<People>({
  cast: async ({ baseURL }, use) => use(new Cast(new URL(baseURL!).origin)),
  link: async ({ baseURL }, use) => {
    const link = await Link.to(baseURL!)
    await use(link)
    await link.cut()
  },
  folder: async ({ link }, use) => {
    const folder = mkdtempSync(join(tmpdir(), `anjian-engine-${new URL(link.url).port}-`))
    await use(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  },
  hand: async ({ link, folder }, use, info) => {
    const hand = new Hand(engines[info.project.name]!, join(folder, 'profile'), link.url)
    await use(hand)
    const complaints = [...hand.complaints()]
    await hand.quit()
    base.expect(complaints, 'what the pages did wrong').toEqual([])
  },
})
