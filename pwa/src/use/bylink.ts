// What somebody does who came by a link is signed as everybody's is: by a key of this phone that never leaves it, here bound
// to the link. It lies with its chain in a store of the link's own, and goes with that when the link opens nothing any more.
// A browser that keeps nothing sends unsigned; the ledger says so.

import type { Door } from '../http/door'
import { wireOver } from '../http/wire'
import { forgetLocal, openLocal, type Local } from '../local/db'
import { openDevice } from '../local/device'
import type { Act } from '../inspection/record.gen'
import type { Covers } from '../sync/covers'
import type { PushResult, Reply } from '../sync/wire'

interface Signs {
  device: string
  local: Local
  covers: Covers
}

export interface ByLink {
  /** Makes and enrols the key, if that can be done now. */
  prepare(): Promise<void>
  /** Sends one act, signed where this browser can. */
  send(act: Act): Promise<Reply<PushResult>>
  /** The link is dead: the key goes. */
  forget(): Promise<void>
  leave(): void
}

/** Signs for the bearer of a link, in one tab at a time. */
export function signingByLink(linkId: string, door: Door): ByLink {
  let signs: Promise<Signs | undefined> | undefined
  const wire = wireOver(door)
  const alone = <T>(work: () => Promise<T>): Promise<T> => (navigator.locks ? navigator.locks.request(`anjian-sender-${linkId}`, work) : work())

  async function open(): Promise<Signs | undefined> {
    try {
      const [{ Covers }, device, local] = await Promise.all([import('../sync/covers'), openDevice(), openLocal(linkId, { onLetGo: () => location.reload() })])
      return { device: device.id, local, covers: new Covers(local, wire, device.id, linkId) }
    } catch {
      return undefined // nothing is kept here; or the part that signs is not here yet, which is asked for again
    }
  }
  const opened = async (): Promise<Signs | undefined> => {
    const got = await (signs ??= open())
    if (!got) signs = undefined
    return got
  }

  return {
    prepare: async () => void (await alone(async () => (await opened())?.covers.ready()).catch(() => undefined)),
    send: (made) =>
      alone(async () => {
        const own = await opened()
        const halt = await own?.covers.ready()
        if (halt) return halt
        const act = own ? { ...made, device: own.device } : made
        const { cover, answered } = own ? await own.covers.next([{ actId: act.id, checkId: act.checkId, act }], 1) : {}
        const reply = await wire.pushActs([act], cover)
        if (reply.fate !== 'done') return reply
        const [value] = reply.value
        if (!value) return { fate: 'retry' }
        if (own && answered) await own.local.putMeta(answered.key, answered.value)
        return { fate: 'done', value }
      }),
    async forget() {
      ;(await signs)?.local.close()
      signs = undefined
      await forgetLocal(linkId).catch(() => undefined)
    },
    leave: () => void signs?.then((own) => own?.local.close()),
  }
}
