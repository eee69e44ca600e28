// Hears of news while the app is looked at: the browser's side of sync/news.

import type { Door } from '../http/door'
import { ask } from '../http/wire'
import { listen } from '../sync/news'
import type { Local } from '../local/db'
import type { News, Reply } from '../sync/wire'
import { standingDoor } from './session'

const looked = (): boolean => document.visibilityState === 'visible' && navigator.onLine

/** A pause that ends early when it is broken off. */
const pause = (ms: number, stop: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    stop.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })

function onTurn(turned: () => void): () => void {
  addEventListener('online', turned)
  addEventListener('offline', turned)
  document.addEventListener('visibilitychange', turned)
  return () => {
    removeEventListener('online', turned)
    removeEventListener('offline', turned)
    document.removeEventListener('visibilitychange', turned)
  }
}

/**
 * Waits at the server for what comes after a place: of one's own checks, or of anything in the bureau. Broken off, it is not
 * waited for any longer; the server lets go of it by itself, within its twenty seconds.
 */
export const newsFrom = (door: Door, of: 'checks' | 'all') => (since: number, stop: AbortSignal): Promise<Reply<News>> =>
  Promise.race([
    ask<News>(door, `/changes/wait?of=${of}&since=${since}`, (json) => typeof (json as Partial<News> | null)?.seq === 'number'),
    new Promise<Reply<News>>((resolve) => stop.addEventListener('abort', () => resolve({ fate: 'retry' }), { once: true })),
  ])

/** Calls `news` whenever there is something new after `place`, while the app is looked at. Gives what ends it. */
export const followNews = (wait: (since: number, stop: AbortSignal) => Promise<Reply<News>>, place: () => Promise<number>, news: () => void): (() => void) =>
  listen({ wait, place, news, pause, onTurn, awake: looked })

/** On a phone: what is new of one's own checks is fetched at once. */
export const followMine = (local: Local, fetchIt: () => void): (() => void) => followNews(newsFrom(standingDoor(), 'checks'), async () => Number(await local.cursor()) || 0, fetchIt)
