// Does a printed check code belong to a sealed record? Anybody may ask; nobody needs to be signed in.

import { readonly, shallowRef, watch, type Ref } from 'vue'
import { ask } from '../http/wire'
import type { Door } from '../http/door'
import type { Party } from '../inspection/record.gen'
import type { Problem } from '../local/db'

export interface Verified {
  matches: boolean
  number: string
  digest: string
  sealedAt: string
  signedBy: Party[]
}

export type VerifyScreen = { kind: 'loading' } | { kind: 'unknown' } | { kind: 'failed'; problem: Problem } | { kind: 'genuine'; record: Verified }

const openDoor: Door = { fetch: (request) => fetch(request), token: async () => undefined, renew: async () => undefined }
const WELL_FORMED = /^[0-9a-f]{12,64}$/
const isVerified = (json: unknown): boolean => typeof json === 'object' && json !== null && 'matches' in json

export function useVerified(checkId: () => string, code: () => string): Readonly<Ref<VerifyScreen>> {
  const screen = shallowRef<VerifyScreen>({ kind: 'loading' })
  watch([checkId, code], async () => {
    screen.value = { kind: 'loading' }
    const wanted = code().toLowerCase()
    if (!WELL_FORMED.test(wanted)) {
      screen.value = { kind: 'unknown' }
      return
    }
    const reply = await ask<Verified>(openDoor, `/verify/${encodeURIComponent(checkId())}/${wanted}`, isVerified)
    if (reply.fate === 'done') screen.value = reply.value.matches ? { kind: 'genuine', record: reply.value } : { kind: 'unknown' }
    else if (reply.problem?.kind === 'not_found' || reply.problem?.kind === 'invalid') screen.value = { kind: 'unknown' }
    else screen.value = { kind: 'failed', problem: reply.problem ?? { code: 'network.none', kind: 'unavailable', message: 'There is no network.' } }
  }, { immediate: true })
  return readonly(screen) as Readonly<Ref<VerifyScreen>>
}
