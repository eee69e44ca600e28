// News at a desk: a list that is looked at is read anew when something in it has changed on the server.

import { onBeforeUnmount } from 'vue'
import { followNews, newsFrom } from '../news'
import { standingDoor } from '../session'

const QUIET = 2_000 // many acts of one moment are one reading

/** Calls `again` soon after something has happened, as long as the page of this component is open and looked at. */
export function useNews(of: 'checks' | 'all', again: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let base: number | undefined
  const door = standingDoor()
  const place = async (): Promise<number> => {
    if (base === undefined) {
      const reply = await newsFrom(door, 'all')(0, new AbortController().signal) // at once: how far the bureau is
      if (reply.fate === 'done') base = reply.value.seq
    }
    return base ?? Number.MAX_SAFE_INTEGER
  }
  const hush = followNews(newsFrom(door, of), place, () => {
    timer ??= setTimeout(() => {
      timer = undefined
      again()
    }, QUIET)
  })
  onBeforeUnmount(() => {
    hush()
    clearTimeout(timer)
  })
}
