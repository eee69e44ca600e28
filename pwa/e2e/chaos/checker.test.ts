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
import { writeStory, type Step, type Story } from './story'
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
async function noticed(breaks: Breaks, own: readonly Story[]): Promise<string> {
  for (const story of own) {
    const { violations } = await tellStory(world, story, { ...breaks, withoutEnd: story.loop === undefined })
    if (violations.length > 0) return violations.join('\n')
  }
  return 'nothing'
}

/** A story written by hand, told with a few seeds. */
const told = (write: (seed: number) => Step[]): Story[] => Array.from({ length: 6 }, (_, i) => ({ seed: i, checklist: 'metallurgy', steps: write(100 + i) }))
const looped = told(() => []).map((story, i): Story => ({ ...story, loop: { by: i % 2 === 0 ? 'link' : 'account', steps: [{ phone: 2, do: 'act', seed: 300 + i }, { phone: 2, do: 'act', seed: 400 + i }, { phone: 2, do: 'sync' }, { phone: 0, do: 'sync' }] } }))
const locked = told((seed) => [{ phone: 0, do: 'pin', steps: 1_000_000 }, { phone: 0, do: 'cut', down: true }, { phone: 0, do: 'act', seed }, { phone: 0, do: 'lock', wrong: true }, { phone: 0, do: 'cut', down: false }])
const packedLocked = told((seed) => [{ phone: 0, do: 'pin', steps: 1_000_000 }, { phone: 0, do: 'cut', down: true }, { phone: 0, do: 'act', seed }, { phone: 0, do: 'act', seed: seed + 1 }, { phone: 0, do: 'rescue', now: true, twice: true, cutAt: 0.7, wipe: true }, { phone: 0, do: 'cut', down: false }])
const refused = told((seed) => [{ phone: 1, do: 'act', seed }, { phone: 1, do: 'act', seed: seed + 1 }, { phone: 1, do: 'reassign', back: false }, { phone: 1, do: 'sync' }])
const acted = told((seed) => [{ phone: 0, do: 'act', seed }, { phone: 0, do: 'sync' }, { phone: 1, do: 'act', seed }, { phone: 1, do: 'sync' }])
const twiceSent = told((seed) => [{ phone: 0, do: 'act', seed }, { phone: 0, do: 'sync' }, { phone: 0, do: 'act', seed: seed + 1 }, { phone: 0, do: 'sync' }])
const photographed = told((seed) => [{ phone: 0, do: 'photo', seed, big: false }, { phone: 0, do: 'sync' }])
const wiped = told((seed) => [{ phone: 0, do: 'act', seed }, { phone: 0, do: 'sync' }, { phone: 0, do: 'wipe', what: 'store' }])
const packed = (wipe: boolean) => told((seed) => [{ phone: 0, do: 'cut', down: true }, { phone: 0, do: 'act', seed }, { phone: 0, do: 'act', seed: seed + 1 }, { phone: 0, do: 'rescue', now: true, twice: true, cutAt: 0.7, wipe }, { phone: 0, do: 'cut', down: false }])
const full = told((seed) => [{ phone: 0, do: 'act', seed }, { phone: 0, do: 'fullSyncing', after: 2, times: 1000, how: 'throw' }])
const met = (kind: 'revoked' | 'portal') => told((seed) => [{ phone: 0, do: 'act', seed }, { phone: 0, do: 'trouble', trouble: { aim: 'acts', skip: 0, kind, page: 1 } }, { phone: 0, do: 'sync' }])

describe('the checker', () => {
  it('has nothing to say where nothing is broken', async () => {
    for (const story of [...stories, ...[refused, acted, photographed, wiped, full, looped, looped.slice(1), locked, packedLocked, packed(true), packed(false), met('revoked'), met('portal')].flatMap((own) => own.slice(0, 1))]) expect((await tellStory(world, story)).violations, `seed ${story.seed}`).toEqual([])
  })

  const cases: [string, Breaks, RegExp, Story[]?][] = [
    ['a lost answer taken for a receipt', { sabotage: broken.receiptInvented }, /is nowhere/],
    ['a portal taken for the server', { sabotage: broken.portalBelieved }, /is nowhere/, met('portal')],
    ['an ended session taken for a receipt', { sabotage: broken.signedOutDropped }, /is nowhere/, met('revoked')],
    ['an act forgotten when it is sent', { sabotage: broken.deletedOnSend }, /is nowhere/],
    ['an act left as sending', { sabotage: broken.sendingForgotten }, /still has .* as sending/, full],
    ['a photo believed to be on the server', { sabotage: broken.photoBelieved }, /not on the server|believes photo/],
    ["a photo's bytes changed", { sabotage: broken.bytesChanged }, /still has photo|not on the server/, photographed],
    ['an act sent again under a new id', { sabotage: broken.newIdOnResend }, /nobody did it|is nowhere|was refused as act\.uncovered|accepted and is shown as refused/],
    ['an older snapshot put over a newer one', { sabotage: broken.olderSnapshot }, /shows (another record|\d)/],
    ['a page of changes passed over', { sabotage: broken.cursorSkips }, /shows (another record|\d)/, acted],
    ['a refused act dropped', { sabotage: broken.refusedDropped }, /is nowhere/, refused],
    ['a refused act kept without its words', { sabotage: broken.refusedEmptied }, /not readable as it was done/, refused],
    ['acts sent out of order', { sabotage: broken.outOfOrder }, /stands after what was done later/],
    ['an act stored in two halves', { sabotage: broken.halfStored }, /half stored|is cited and not on the server/],
    ['a wiped store that nobody notices', { sabotage: broken.witnessesDeaf }, /a wiped store reports nothing lost/, wiped],
    ['acts sent without their signature', { sabotage: broken.signatureDropped }, /was refused as act\.uncovered/, acted],
    ['a chain of signatures that is forgotten', { sabotage: broken.chainForgotten }, /does not go on from the one before/, twiceSent],
    ['a signature changed on the server', { reader: broken.signatureChanged }, /the signature .* does not hold/, acted],
    ["a wrong time taken for the server's", { sabotage: broken.timeMisheard }, /claims the server's time/, acted],
    ['a rescue pack that lacks something', { sabotage: broken.packForgets }, /is nowhere/, packed(true)],
    ['a rescue pack that is done again', { sabotage: broken.packRenames }, /nobody did it/, packed(false)],
    ['a hash that nobody looks at', { reader: broken.hashIgnored }, /cannot be had with its hash/],
    ['an act performed twice', { reader: broken.performedTwice }, /stands 2 times in the ledger/, acted],
    ['a receipt that is forgotten', { reader: broken.receiptDropped }, /gives another receipt/, acted],
    ['a ledger somebody has written in', { reader: broken.ledgerRewritten }, /sum of .* does not hold/],
    ['a ledger without its last act', { reader: broken.lastActLost }, /head is not its ledger's/],
    ['a server that shows what it does not hold', { reader: broken.ledgerInvented }, /the database holds/, acted],
    ['an order item dropped when it is re-checked', { reader: broken.itemDropped }, /order items \[.*\], and ordered was/, looped],
    ['a check closed while an item is open', { reader: broken.closedWhileOpen }, /closed with item/, looped],
    ['a re-check whose finding is forgotten', { reader: broken.resultForgotten }, /stands as ordered, the ledger says/, looped],
    ['a re-check taken in twice', { reader: broken.recheckedTwice }, /times recheck, and/, looped],
    ["an enterprise's report without its pictures", { sabotage: broken.reportWithoutPictures }, /cited and not (on the server|in the manifest)|story broke off/, looped],
    ['a PIN that seals nothing', { sabotage: broken.sealSkipped }, /can be read without its PIN/, locked],
    ['a rescue pack made under a PIN that lacks something', { sabotage: broken.packForgets }, /is nowhere/, packedLocked],
    ['a server that forgets what it refused', { reader: broken.refusedForgotten }, /keeps it otherwise/, refused],
  ]
  it.each(cases)('notices %s', async (_, breaks, words, own = [...stories, ...fullStore]) => {
    expect(await noticed(breaks, own)).toMatch(words)
  })
})
