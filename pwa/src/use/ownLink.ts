// An expert, or an enterprise that reports, without an account stands, in this tab, on ground like anybody's: the check, what is half written and what is
// on its way lie in a store of the link's own, and go up by the same engine. Without a network they are opened as they were
// left; when the link is dead and nothing waits any more, the store goes too.

import { onScopeDispose, shallowRef, type Ref } from 'vue'
import { openDoor, type Tokens } from '../http/door'
import { noNetwork } from '../http/problem'
import { forgetLocal } from '../local/db'
import type { Problem } from '../local/db'
import { exchangeLink, keptGuest, takeToken, type Guest, type OwnPurpose } from './guest'
import { engineStatus, ground } from './ground'
import { enterAsGuest } from './session'

export type OwnScreen = { kind: 'loading' } | { kind: 'dead' } | { kind: 'away'; problem: Problem } | { kind: 'ready'; checkId: string; endsAt: string }

const again = 4_000

/** useOwnLink opens a link of this purpose while the calling screen lives. */
export function useOwnLink(purpose: OwnPurpose): Readonly<Ref<OwnScreen>> {
  const screen = shallowRef<OwnScreen>({ kind: 'loading' })
  const token = takeToken()
  let kept: Tokens | undefined = token ? { accessToken: '', refreshToken: token } : undefined
  let over = false
  let leave: (() => void) | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  async function exchange(shown: string): Promise<Tokens | undefined> {
    const pass = await exchangeLink(shown)
    if (!pass) over = true
    return pass && { accessToken: pass.accessToken, refreshToken: shown }
  }
  const door = openDoor({ read: async () => kept, write: async (next) => void (kept = next), alone: (job) => job() }, exchange)

  async function open(): Promise<void> {
    let heard = false
    try {
      heard = token !== undefined && (await door.token()) !== undefined
    } catch {
      heard = false
    }
    const guest = keptGuest()
    if (over || !token) return end(guest)
    if (!guest || guest.purpose !== purpose) {
      screen.value = { kind: 'away', problem: noNetwork }
      timer = setTimeout(() => void open(), again)
      return
    }
    const { linkId: personId, name, bureauId, checkId, enterpriseId, orderId } = guest
    leave = await enterAsGuest({ personId, username: '', name, role: purpose === 'expert' ? 'expert' : 'enterprise', bureauId, bureauName: '', checkId, purpose, ...(enterpriseId ? { enterpriseId } : {}), ...(orderId ? { orderId } : {}) }, door)
    if (heard) await firstSight(checkId)
    await import('../inspection/afterwards').catch(() => undefined) // what they came to do must work when the network is gone the next moment
    screen.value = { kind: 'ready', checkId, endsAt: guest.endsAt }
  }

  /** Waits a moment for the check itself, so that the page does not begin by saying that nothing is here. */
  async function firstSight(checkId: string): Promise<void> {
    for (let tries = 0; tries < 40; tries += 1) {
      if (over || (await ground.value?.local.snapshot(checkId))) return
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }

  async function end(guest: Guest | undefined): Promise<void> {
    screen.value = { kind: 'dead' }
    const mine = ground.value?.actor.personId === guest?.linkId ? ground.value : undefined
    const waits = await mine?.local.waiting()
    leave?.()
    leave = undefined
    if (guest && mine && waits && waits.acts + waits.parked + waits.photos === 0) await forgetLocal(guest.linkId)
  }

  const look = setInterval(() => {
    if (over && screen.value.kind === 'ready' && engineStatus.value.phase === 'signIn') void end(keptGuest())
  }, 1_000)
  onScopeDispose(() => {
    clearTimeout(timer)
    clearInterval(look)
    leave?.()
  })
  void open()
  return screen
}
