// The simulation's program: tells stories over worlds of the real server, several at a time, and says what went wrong.
// Started by scripts/chaos, which builds it and gives it its places by environment.

import './ground'
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Dice } from './dice'
import { gapsIn, seqsOf } from './reader'
import { tellStory, type Told } from './run'
import { Server } from './server'
import { shrink } from './shrink'
import { tell, writeStory, type Story } from './story'
import { closeWorld, openWorld, type World } from './world'

const runsInAWorld = 45
const program = process.env.CHAOS_SERVER ?? ''
const folder = process.env.CHAOS_FOLDER ?? ''
const failures = process.env.CHAOS_FAILURES ?? folder

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const argument = (name: string, other: string): string => {
  const i = process.argv.indexOf(name)
  return (i > 0 ? process.argv[i + 1] : undefined) ?? other
}
const number = (name: string, other: number, least: number): number => {
  const n = Number(argument(name, String(other)))
  if (!Number.isInteger(n) || n < least) throw new Error(`${name} takes a number from ${least}`)
  return n
}

/** The seeds of a whole: the first is the one given, so that a failed run can be had alone. */
function seeds(seed: number, runs: number): number[] {
  const dice = new Dice(seed)
  return Array.from({ length: runs }, (_, i) => (i === 0 ? seed : dice.seed()))
}

/** Stories that once failed are told before all others, so that they never fail again. */
const old = (): Story[] => Object.values(import.meta.glob<Story>('./stories/*.json', { eager: true, import: 'default' }))

/** What one hand is given to do: stories from seeds, or one story from a file. */
function stories(): (() => Story)[] {
  const file = argument('--story', '')
  if (file) return [() => JSON.parse(readFileSync(file, 'utf8')) as Story]
  const hands = number('--hands', 1, 1)
  const from = number('--from', 0, 0)
  const all = seeds(number('--seed', 0, 0), from + number('--runs', 1, 1)).slice(from)
  const hand = number('--hand', 0, 0)
  const mine = all.filter((_, i) => i % hands === hand).map((seed) => () => writeStory(seed))
  return hand === 0 && all.length > 1 && from === 0 ? [...old().map((story) => () => story), ...mine] : mine
}

async function work(): Promise<boolean> {
  let good = true
  const name = `world-${argument('--hand', '0')}`
  let world: World | undefined
  let begun = 0 // the last act on a check before the visits; the desk's acts of the demo world have places of their own
  const close = async (): Promise<void> => {
    const [office] = world?.offices.values() ?? []
    if (world && office) {
      for (const gap of world.server.alone ? gapsIn(await seqsOf(office.leader, begun)) : []) {
        good = false
        say(`VIOLATION ${gap}`)
      }
      await closeWorld(world)
    }
    world = undefined
  }
  for (const [i, write] of stories().entries()) {
    if (i % runsInAWorld === 0) {
      await close()
      world = await openWorld(program, argument('--prepared', ''), join(folder, `${name}-${i}`))
      const [office] = world.offices.values()
      begun = office ? ((await seqsOf(office.leader)).at(-1) ?? 0) : 0
    }
    if (!world) throw new Error('no world')
    const story = write()
    const { violations, ...sums } = await tellStory(world, story)
    if (violations.length > 0) {
      good = false
      await report(world, story, violations)
    }
    say(`TOLD ${JSON.stringify({ ...sums, failed: violations.length > 0 ? 1 : 0 })}`)
  }
  await close()
  return good
}

async function report(world: World, story: Story, violations: readonly string[]): Promise<void> {
  say(`\nFAILED seed ${story.seed}: scripts/chaos --runs 1 --seed ${story.seed}`)
  for (const v of violations.slice(0, 12)) say(`  ${v}`)
  const short = await shrink(story, async (s) => (await tellStory(world, s)).violations, number('--shrink', 60, 0) * 1000)
  say(short.violations.length > 0 ? `the same in ${short.story.steps.length} steps (of ${story.steps.length}), on ${story.checklist}:` : 'it did not happen a second time; the story was:')
  for (const step of short.story.steps) say(`  ${tell(step)}`)
  for (const v of short.violations.slice(0, 4)) say(`  → ${v}`)
  mkdirSync(failures, { recursive: true })
  const file = join(failures, `${story.seed}.json`)
  writeFileSync(file, JSON.stringify(short.story, null, 1))
  say(`again, as short: scripts/chaos --story ${file}`)
}

type Sums = Omit<Told, 'violations'> & { failed: number }

async function conduct(): Promise<boolean> {
  const alone = process.argv.includes('--story')
  const runs = alone ? 1 : number('--runs', 300, 1)
  const seed = number('--seed', Date.now() % 1_000_000, 0)
  const from = number('--from', 0, 0)
  const hands = Math.min(runs, number('--workers', 3, 1))
  say(alone ? 'chaos: one story' : `chaos: ${runs} runs from seed ${seed}${from > 0 ? `, after the first ${from}` : ''}`)
  const begun = performance.now()
  const seconds = (): number => Math.round((performance.now() - begun) / 100) / 10
  const prepared = await Server.prepare(program, folder)
  const sums: Sums = { acts: 0, photos: 0, refused: 0, contested: 0, troubles: 0, failed: 0 }
  let told = 0
  const heard = (line: string): void => {
    if (!line.startsWith('TOLD ')) return say(line)
    for (const [key, n] of Object.entries(JSON.parse(line.slice(5)) as Sums)) sums[key as keyof Sums] += n
    told += 1
    if (told % 100 === 0 && told < runs) say(`chaos: ${told} of ${runs}, ${sums.failed} failed, ${(told / seconds()).toFixed(1)} a second (go on later with --seed ${seed} --from ${from + told - hands})`)
  }
  const given = alone ? ['--story', argument('--story', '')] : ['--runs', String(runs), '--seed', String(seed), '--from', String(from)]
  const results = await Promise.all(Array.from({ length: hands }, (_, hand) => handOut([...given, '--hand', String(hand), '--hands', String(hands), '--prepared', prepared, '--shrink', argument('--shrink', '60')], heard)))
  const good = results.every(Boolean)
  say(`chaos: ${told} runs, ${sums.acts} acts (${sums.photos} with a photo, ${sums.refused} refused, ${sums.contested} items contested), ${sums.troubles} troubles met, in ${seconds()} s: ${good ? 'one truth, nothing lost' : `${sums.failed} FAILED`}`)
  return good
}

function handOut(given: string[], heard: (line: string) => void): Promise<boolean> {
  const child = spawn(process.execPath, ['--max-semi-space-size=64', process.argv[1] ?? '', ...given], { stdio: ['ignore', 'pipe', 'inherit'] })
  let rest = ''
  child.stdout.on('data', (data: Buffer) => {
    const lines = (rest + data.toString()).split('\n')
    rest = lines.pop() ?? ''
    lines.forEach(heard)
  })
  return new Promise((resolve) => child.once('close', (code) => resolve(code === 0)))
}

const begin = (): Promise<boolean> => (process.argv.includes('--hand') ? work() : conduct())

begin().then(
  (good) => process.exit(good ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`chaos: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    process.exit(2)
  },
)
