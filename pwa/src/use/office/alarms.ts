// Photos of a check that look like photos of another check, as the server sees it. A person judges.

import { readonly, shallowRef, watch, type Ref } from 'vue'
import type { components } from '../../http/schema.gen'
import { askDesk, hasArray } from './door'

export type PhotoAlarm = components['schemas']['PhotoAlarm']

/** The alarms of a check; empty while unknown, for whoever may not ask, and without a network: it is only a hint. */
export function usePhotoAlarms(checkId: () => string): Readonly<Ref<readonly PhotoAlarm[]>> {
  const alarms = shallowRef<readonly PhotoAlarm[]>([])
  let round = 0
  watch(checkId, async (id) => {
    const mine = ++round
    alarms.value = []
    const answer = await askDesk<{ alarms: PhotoAlarm[] }>(`/checks/${id}/photo-alarms`, hasArray('alarms'))
    if (mine === round && answer.ok) alarms.value = answer.value.alarms
  }, { immediate: true })
  return readonly(alarms)
}
