// What a signed-in person stands on: their store, their engine, and a bell that rings in every tab when something in the
// store has changed. Taken at sign-in, left at sign-out. Screens never see it; the other files of use/ do.

import { shallowRef } from 'vue'
import type { Local } from '../local/db'
import type { Actor } from '../inspection/parties'
import type { Engine, Status } from '../sync/engine'
import type { Upload, Wire } from '../sync/wire'

/** What changed; a check's id where it is about one check. */
export interface Ring {
  what: 'acts' | 'snapshots' | 'photos' | 'phones' | 'vault'
  checkId?: string
}

export interface Ground {
  readonly local: Local
  readonly actor: Actor
  readonly device: string
  readonly wire: Wire
  /** Sends and fetches; it comes after the first screen, and `kick` brings it if it is not here yet. */
  readonly engine: { kick(afresh?: boolean): void }
  /** Rings here and in the other tabs. */
  ring(ring: Ring): void
  listen(heard: (ring: Ring) => void): () => void
}

/** The ground under the person whose turn it is; undefined when nobody is signed in. */
export const ground = shallowRef<Ground>()
export const engineStatus = shallowRef<Status>({ phase: 'idle' })

/** The signed-in person's ground; throws when nobody is signed in, which a screen behind the door never meets. */
export function standing(): Ground {
  if (!ground.value) throw new Error('nobody is signed in')
  return ground.value
}

let leave: (() => void) | undefined

/** Gives a person their ground and starts the engine. */
export function takeGround(local: Local, actor: Actor, device: string, wire: Wire, upload: Upload): void {
  leaveGround()
  const bell = new BroadcastChannel(`anjian-${actor.personId}`)
  const ears = new Set<(ring: Ring) => void>()
  const hear = (ring: Ring): void => ears.forEach((ear) => ear(ring))
  // Locked or unlocked in another tab: this one has no key for what it would read now.
  bell.onmessage = ({ data }: MessageEvent<Ring>) => (data.what === 'vault' ? location.reload() : hear(data))
  const ring = (r: Ring): void => {
    hear(r)
    bell.postMessage(r)
  }
  let engine: Engine | undefined
  let left = false
  let hush: (() => void) | undefined
  const begin = async (): Promise<void> => {
    const { Engine: Made } = await import('../sync/engine')
    if (left || engine) return
    engine = new Made({
      local,
      wire,
      upload,
      ...(actor.role === 'inspector' ? { device } : {}), // only officers' phones report what they hold
      ...(device ? { signs: { device, personId: actor.personId } } : {}),
      now: () => Date.now(),
      random: () => Math.random(),
      setTimer: (run, ms) => {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
      online: () => navigator.onLine,
      asOnlySender: onlySender(`anjian-sender-${actor.personId}`),
      tell: (status) => {
        engineStatus.value = status
        if (status.phase === 'idle' && actor.role !== 'expert' && !actor.purpose) void import('./earlier').then((m) => m.fetchEarlier()).catch(() => undefined)
      },
      changed: (what) => ring({ what }),
    })
    await engine.start()
    await follow()
  }
  // Where the room for it is not here yet and there is no network, it begins when the network is back.
  const follow = (): Promise<void> => import('./news').then((m) => void (left || actor.purpose || (hush ??= m.followMine(local, kick))), () => undefined)
  const kick = (afresh = false): void => (engine ? (engine.kick(afresh), void follow()) : whenQuiet(() => void begin().catch(() => undefined)))
  const seen = (): void => {
    if (document.visibilityState === 'visible') kick()
  }
  const back = (): void => kick()
  addEventListener('online', back)
  document.addEventListener('visibilitychange', seen)
  leave = () => {
    left = true
    hush?.()
    engine?.stop()
    removeEventListener('online', back)
    document.removeEventListener('visibilitychange', seen)
    bell.close()
    local.close()
  }
  ground.value = { local, actor, device, wire, engine: { kick }, ring, listen: (heard) => (ears.add(heard), () => ears.delete(heard)) }
  kick()
}

/** After the first screen is drawn: what is on the phone is shown before the network is asked for more. */
function whenQuiet(job: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(job, { timeout: 600 })
  else setTimeout(job, 200)
}

/** Stops everything that runs for the signed-in person. Nothing stored is touched. */
export function leaveGround(): void {
  leave?.()
  leave = undefined
  ground.value = undefined
  engineStatus.value = { phase: 'idle' }
}

/** One sender over all tabs of a person; where the browser has no locks, one per tab (the server's receipts keep that safe). */
function onlySender(name: string): (job: () => Promise<void>) => Promise<boolean> {
  return async (job) => {
    if (!navigator.locks) {
      await job()
      return true
    }
    return navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
      if (!lock) return false
      await job()
      return true
    })
  }
}
