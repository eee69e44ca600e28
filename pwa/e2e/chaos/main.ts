// The simulation's program: tells stories over worlds of the real server, two at a time, and says what went wrong.
// Started by scripts/chaos, which builds it and gives it its places by environment.

import './ground'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { Dice } from './dice'
import { seqsOf } from './reader'
import { tellStory, type Told } from './run'
import { Server } from './server'
import { shrink } from './shrink'
import { tell, writeStory } from './story'
import { openWorld, type World } from './world'

const runsInAWorld = 45
const program = process.env.CHAOS_SERVER ?? ''
const folder = process.env.CHAOS_FOLDER ?? ''

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const argument = (name: string, other: string): string => {
  const i = process.argv.indexOf(name)
  return (i > 0 ? process.argv[i + 1] : undefined) ?? other
}

/** The seeds of a whole: the first is the one given, so that a failed run can be had alone. */
function seeds(seed: number, runs: number): number[] {
  const dice = new Dice(seed)
  return Array.from({ length: runs }, (_, i) => (i === 0 ? seed : dice.seed()))
}

async function work(prepared: string, mine: number[], name: string, shrinkFor: number): Promise<boolean> {
  let good = true
  const sums: Omit<Told, 'violations'> = { acts: 0, photos: 0, refused: 0, contested: 0, troubles: 0 }
  let world: World | undefined
  const close = async (): Promise<void> => {
    const [office] = world?.offices.values() ?? []
    if (world && office) {
      for (const gap of await seqsOf(office.leader)) {
        good = false
        say(`VIOLATION ${gap}`)
      }
      await world.server.remove()
    }
    world = undefined
  }
  for (const [i, seed] of mine.entries()) {
    if (i % runsInAWorld === 0) {
      await close()
      world = await openWorld(program, prepared, join(folder, `${name}-${i}`))
    }
    if (!world) throw new Error('no world')
    const here = world
    const story = writeStory(seed)
    const told = await tellStory(here, story)
    for (const key of ['acts', 'photos', 'refused', 'contested', 'troubles'] as const) sums[key] += told[key]
    if (told.violations.length === 0) continue
    good = false
    say(`\nFAILED seed ${seed}: scripts/chaos --runs 1 --seed ${seed}`)
    for (const v of told.violations.slice(0, 12)) say(`  ${v}`)
    const short = await shrink(story, async (s) => (await tellStory(here, s)).violations, shrinkFor)
    say(short.violations.length > 0 ? `the same in ${short.story.steps.length} steps (of ${story.steps.length}), on ${story.checklist}:` : 'it did not happen a second time; the story was:')
    for (const step of short.story.steps) say(`  ${tell(step)}`)
    for (const v of short.violations.slice(0, 4)) say(`  → ${v}`)
  }
  await close()
  say(`SUMS ${JSON.stringify(sums)}`)
  return good
}

async function conduct(): Promise<boolean> {
  const runs = Number(argument('--runs', '300'))
  const seed = Number(argument('--seed', String(Date.now() % 1_000_000)))
  if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed) || seed < 0) throw new Error('--runs takes a number from 1, --seed a number from 0')
  const hands = Math.min(runs, Number(argument('--workers', '2')))
  say(`chaos: ${runs} runs from seed ${seed}`)
  const begun = performance.now()
  const prepared = await Server.prepare(program, folder)
  const sums: Record<string, number> = {}
  const results = await Promise.all(
    Array.from({ length: hands }, (_, hand) => {
      const own = [process.argv[1] ?? '', '--hand', String(hand), '--hands', String(hands), '--runs', String(runs), '--seed', String(seed), '--prepared', prepared, '--shrink', argument('--shrink', '60')]
      const child = spawn(process.execPath, own, { stdio: ['ignore', 'pipe', 'inherit'] })
      let rest = ''
      child.stdout.on('data', (data: Buffer) => {
        const lines = (rest + data.toString()).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) {
          if (!line.startsWith('SUMS ')) say(line)
          else for (const [key, n] of Object.entries(JSON.parse(line.slice(5)) as Record<string, number>)) sums[key] = (sums[key] ?? 0) + n
        }
      })
      return new Promise<boolean>((resolve) => child.once('close', (code) => resolve(code === 0)))
    }),
  )
  const good = results.every(Boolean)
  const seconds = Math.round((performance.now() - begun) / 100) / 10
  say(`chaos: ${runs} runs, ${sums.acts} acts (${sums.photos} with a photo, ${sums.refused} refused, ${sums.contested} items contested), ${sums.troubles} troubles met, in ${seconds} s: ${good ? 'one truth, nothing lost' : 'FAILED'}`)
  return good
}

const hand = Number(argument('--hand', '-1'))
const begin = async (): Promise<boolean> => {
  if (hand < 0) return conduct()
  const hands = Number(argument('--hands', '1'))
  const mine = seeds(Number(argument('--seed', '0')), Number(argument('--runs', '1'))).filter((_, i) => i % hands === hand)
  return work(argument('--prepared', ''), mine, `world-${hand}`, Number(argument('--shrink', '60')) * 1000)
}

begin().then(
  (good) => process.exit(good ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`chaos: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    process.exit(2)
  },
)
