// The keys of devices: one's own, and for a bureau's overseers everybody's. Only with a network.

import { onMounted, readonly, shallowRef, type Ref } from 'vue'
import type { components } from '../http/schema.gen'
import { askDesk, hasArray, type Problem, type Read } from './office/door'

export type DeviceKey = components['schemas']['DeviceKey']

/** How a key stands. */
export const deviceState = (k: DeviceKey): 'alive' | 'ended' | 'revoked' => (k.revokedAt ? 'revoked' : k.endedAt ? 'ended' : 'alive')

const hasId = (json: unknown): boolean => typeof (json as DeviceKey | null)?.id === 'string'

/** One's own, the newest first. */
export function useMyDevices(): { screen: Readonly<Ref<Read<DeviceKey[]>>>; again(): Promise<void> } {
  const screen = shallowRef<Read<DeviceKey[]>>({ kind: 'loading' })
  const again = async (): Promise<void> => {
    const answer = await askDesk<{ devices: DeviceKey[] }>('/devices', hasArray('devices'))
    screen.value = answer.ok ? { kind: 'ready', value: [...answer.value.devices].sort((a, b) => b.enrolledAt.localeCompare(a.enrolledAt)) } : { kind: 'failed', problem: answer.problem }
  }
  onMounted(again)
  return { screen: readonly(screen) as Readonly<Ref<Read<DeviceKey[]>>>, again }
}

/** Revokes a key for good. Undefined when it is done. */
export async function revokeDevice(id: string, reason: string): Promise<Problem | undefined> {
  const answer = await askDesk<DeviceKey>(`/devices/${id}/revocation`, hasId, 'POST', { reason })
  return answer.ok ? undefined : answer.problem
}
