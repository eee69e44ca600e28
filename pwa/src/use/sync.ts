// How it stands between this phone and the server, in a few numbers for the quiet line.

import { computed, onScopeDispose, shallowRef, type ComputedRef } from 'vue'
import type { Waiting } from '../local/db'
import type { Phase } from '../sync/engine'
import { engineStatus, ground, standing } from './ground'

export interface SyncState extends Waiting {
  phase: Phase
  lastRoundAt?: number
  /** Bytes a second that photos make, while they flow. */
  speed?: number
}

const nothing: Waiting = { acts: 0, parked: 0, photos: 0, bytes: 0 }

/** useSync follows the counts while the calling screen lives. */
export function useSync(): ComputedRef<SyncState> {
  const waiting = shallowRef<Waiting>(nothing)
  const load = async (): Promise<void> => {
    const g = ground.value
    if (g) waiting.value = await g.local.waiting()
  }
  if (ground.value) onScopeDispose(standing().listen(() => void load()))
  void load()
  return computed(() => ({ ...waiting.value, phase: engineStatus.value.phase, lastRoundAt: engineStatus.value.lastRoundAt, speed: engineStatus.value.speed }))
}

/** syncNow asks for a round at once. */
export function syncNow(): void {
  ground.value?.engine.kick()
}

/** sendAfresh is syncNow that also tries the photos again which the server refused. */
export function sendAfresh(): void {
  ground.value?.engine.kick(true)
}
