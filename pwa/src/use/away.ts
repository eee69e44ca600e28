// Locks when the phone was put away: after so many minutes out of sight the page starts anew, without the key and with
// nothing of the person in its memory. Never while something is being stored, and a photo that is just being taken may
// still arrive.

import { ground } from './ground'
import { isWriting } from './writing'

const PHOTO_PATIENCE = 20_000

let stop: (() => void) | undefined

/** Locks after so many minutes out of sight from now on; undefined: never. */
export function watchAway(minutes: number | undefined): void {
  stop?.()
  stop = undefined
  if (minutes === undefined) return
  let since: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const over = (): boolean => since !== undefined && Math.abs(Date.now() - since) >= minutes * 60_000
  const turned = (): void => {
    clearTimeout(timer)
    if (document.visibilityState === 'hidden') {
      since ??= Date.now()
      timer = setTimeout(() => over() && void lockNow(), minutes * 60_000)
    } else if (over()) void lockNow()
    else since = undefined
  }
  document.addEventListener('visibilitychange', turned)
  stop = () => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', turned)
  }
}

/** Locks now, when what is being written is on disk. */
export async function lockNow(): Promise<void> {
  const until = Date.now() + PHOTO_PATIENCE
  while (isWriting.value && Date.now() < until) await new Promise((r) => setTimeout(r, 250))
  await new Promise((r) => setTimeout(r)) // drafts that are put down when the page goes out of sight
  await ground.value?.local.idle()
  location.reload()
}
