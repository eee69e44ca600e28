// News: while somebody looks at the app and there is a network, one request waits at the server for what is new (it
// answers at once, or after twenty seconds with nothing), and the engine goes and fetches it. Nobody looking: nothing runs,
// and the engine's own timer is the fallback, as it is where a proxy does not let a request wait.

import type { News, Reply } from './wire'

/** What listening leans on, so that a test can cut it anywhere. */
export interface Ears {
  /** Waits for what comes after a place. `stop` breaks it off. */
  wait(since: number, stop: AbortSignal): Promise<Reply<News>>
  /** Up to where this device has everything. */
  place(): Promise<number>
  /** Somebody looks, and there is a network. */
  awake(): boolean
  /** Calls when that may have changed; gives what ends the calling. */
  onTurn(turned: () => void): () => void
  pause(ms: number, stop: AbortSignal): Promise<void>
  news(): void
}

const FIRST = 2_000
const LONGEST = 120_000

/** Listens until it is told to stop. */
export function listen(ears: Ears): () => void {
  const over = new AbortController()
  let stop = new AbortController()
  let turned: () => void = () => undefined
  const silence = ears.onTurn(() => {
    if (!ears.awake()) stop.abort()
    turned()
  })

  async function run(): Promise<void> {
    let heard = 0
    let failures = 0
    while (!over.signal.aborted) {
      if (!ears.awake()) {
        await new Promise<void>((resolve) => (turned = resolve))
        continue
      }
      stop = new AbortController()
      const since = Math.max(heard, await ears.place())
      const reply = await ears.wait(since, stop.signal)
      if (over.signal.aborted || stop.signal.aborted) continue
      if (reply.fate === 'done') {
        failures = 0
        heard = Math.max(heard, reply.value.seq) // told once; whether it is fetched is the engine's care
        if (reply.value.news) ears.news()
        continue
      }
      failures += 1
      await ears.pause(Math.max(reply.retryAfterMs ?? 0, Math.min(LONGEST, FIRST * 2 ** Math.min(failures - 1, 10))), stop.signal)
    }
  }
  void run()
  return () => {
    over.abort()
    silence()
    stop.abort()
    turned()
  }
}
