// Does the checker notice? The code and the server's answers are broken on purpose, one way at a time; the same stories
// pass with nothing broken.

import './ground'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as broken from './sabotage'
import { tellStory, type Breaks } from './run'
import { Server } from './server'
import { writeStory, type Story } from './story'
import { closeWorld, openWorld, type World } from './world'

const program = process.env.CHAOS_SERVER ?? ''
const folder = mkdtempSync(join(tmpdir(), 'anjian-chaos-'))
const stories: Story[] = Array.from({ length: 12 }, (_, i) => writeStory(9000 + i))
const fullStore: Story[] = [0, 1, 2, 3].map((after) => ({
  seed: after, checklist: 'confined_space', steps: [{ phone: 0, do: 'full', seed: 5, after, how: 'throw' }, { phone: 1, do: 'full', seed: 6, after, how: 'throw' }],
}))
let world: World

beforeAll(async () => {
  world = await openWorld(program, await Server.prepare(program, folder), join(folder, 'world'))
}, 60_000)

afterAll(async () => {
  await closeWorld(world)
  rmSync(folder, { recursive: true, force: true })
})

/** Tells stories until one is noticed; gives what was said of it. */
async function noticed(breaks: Breaks): Promise<string> {
  for (const story of [...stories, ...fullStore]) {
    const { violations } = await tellStory(world, story, { ...breaks, withoutEnd: true })
    if (violations.length > 0) return violations.join('\n')
  }
  return 'nothing'
}

describe('the checker', () => {
  it('has nothing to say where nothing is broken', async () => {
    for (const story of stories) expect((await tellStory(world, story)).violations, `seed ${story.seed}`).toEqual([])
  })

  const cases: [string, Breaks, RegExp][] = [
    ['a lost answer taken for a receipt', { sabotage: broken.receiptInvented }, /is nowhere/],
    ['an act forgotten when it is sent', { sabotage: broken.deletedOnSend }, /is nowhere/],
    ['a photo believed to be on the server', { sabotage: broken.photoBelieved }, /not on the server|believes photo/],
    ['an act sent again under a new id', { sabotage: broken.newIdOnResend }, /nobody did it|is nowhere/],
    ['an older snapshot put over a newer one', { sabotage: broken.olderSnapshot }, /shows (another record|\d)/],
    ['a refused act dropped', { sabotage: broken.refusedDropped }, /is nowhere/],
    ['acts sent out of order', { sabotage: broken.outOfOrder }, /stands after what was done later/],
    ['an act stored in two halves', { sabotage: broken.halfStored }, /half stored|is cited and not on the server/],
    ['a hash that nobody looks at', { reader: broken.hashIgnored }, /cannot be had with its hash/],
    ['a ledger somebody has written in', { reader: broken.ledgerRewritten }, /sum of .* does not hold/],
    ['a ledger without its last act', { reader: broken.lastActLost }, /head is not its ledger's/],
  ]
  it.each(cases)('notices %s', async (_, breaks, words) => {
    expect(await noticed(breaks)).toMatch(words)
  })
})
