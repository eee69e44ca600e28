// What a rescue pack is made of: everything unsent of the signed-in person, and the kit that signing in gave.

import type { Unsent } from '../local/db'
import type { RescueKit } from '../local/schema'
import { standing } from './ground'
import { me, rescueKit } from './session'

export interface UnsentThings {
  /** undefined: this phone has not signed in since rescue packs exist. */
  kit: RescueKit | undefined
  name: string
  device: string
  things: AsyncIterable<Unsent>
}

export async function unsentThings(): Promise<UnsentThings> {
  const { local, device } = standing()
  return { kit: await rescueKit(), name: me.value?.name ?? '', device, things: local.everythingUnsent() }
}
