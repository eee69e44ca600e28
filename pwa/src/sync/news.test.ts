// Listening for news: told once and at once, nothing runs while nobody looks, and a server that cannot make one wait is
// asked ever more seldom.

import { describe, expect, it } from 'vitest'
import { listen, type Ears } from './news'
import type { News, Reply } from './wire'

const soon = (): Promise<void> => new Promise((r) => setTimeout(r, 0))

/** A world in which the test says when the server answers, who looks and how far this device is. */
function world() {
  const asked: { since: number; stop: AbortSignal; answer: (r: Reply<News>) => void }[] = []
  const pauses: { ms: number; over: () => void }[] = []
  let turned = (): void => undefined
  const w = {
    asked, pauses, place: 7, looked: true, told: 0, listening: true,
    turn(looked: boolean) {
      w.looked = looked
      turned()
    },
  }
  const ears: Ears = {
    wait: (since, stop) => new Promise((answer) => {
      stop.addEventListener('abort', () => answer({ fate: 'retry', offline: true }))
      asked.push({ since, stop, answer })
    }),
    place: () => Promise.resolve(w.place),
    awake: () => w.looked,
    onTurn: (f) => {
      turned = f
      return () => (w.listening = false)
    },
    pause: (ms, stop) => new Promise((over) => {
      stop.addEventListener('abort', () => over())
      pauses.push({ ms, over })
    }),
    news: () => void w.told++,
  }
  return { w, ears }
}

describe('listening for news', () => {
  it('tells news once and goes on from there, although nothing has been fetched yet', async () => {
    const { w, ears } = world()
    const end = listen(ears)
    await soon()
    expect(w.asked.map((a) => a.since)).toEqual([7])
    w.asked[0]?.answer({ fate: 'done', value: { seq: 9, news: true } })
    await soon()
    expect([w.told, w.asked.map((a) => a.since)]).toEqual([1, [7, 9]])
    w.asked[1]?.answer({ fate: 'done', value: { seq: 12, news: false } }) // others' news
    await soon()
    expect([w.told, w.asked.map((a) => a.since)]).toEqual([1, [7, 9, 12]])
    end()
    expect(w.listening).toBe(false)
    expect(w.asked[2]?.stop.aborted).toBe(true)
  })

  it('breaks off when nobody looks any more, and asks again when somebody does', async () => {
    const { w, ears } = world()
    const end = listen(ears)
    await soon()
    w.turn(false)
    expect(w.asked[0]?.stop.aborted).toBe(true)
    await soon()
    await soon()
    expect([w.asked.length, w.pauses.length]).toEqual([1, 0])
    w.turn(true)
    await soon()
    expect(w.asked.length).toBe(2)
    end()
  })

  it('asks ever more seldom where a request cannot wait', async () => {
    const { w, ears } = world()
    const end = listen(ears)
    for (let n = 0; n < 9; n++) {
      await soon()
      w.asked[n]?.answer({ fate: 'retry' })
      await soon()
      w.pauses[n]?.over()
    }
    expect(w.pauses.map((p) => p.ms)).toEqual([2000, 4000, 8000, 16000, 32000, 64000, 120000, 120000, 120000])
    expect(w.told).toBe(0)
    end()
  })
})
