// Hears of news while the app is looked at: the browser's side of sync/news.

import { listen } from '../sync/news'
import type { News, Reply } from '../sync/wire'

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

/** Calls `news` whenever there is something new after `place`, while the app is looked at. Gives what ends it. */
export const followNews = (wait: (since: number, stop: AbortSignal) => Promise<Reply<News>>, place: () => Promise<number>, news: () => void): (() => void) =>
  listen({ wait, place, news, pause, onTurn, awake: looked })
