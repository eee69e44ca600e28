// Whether the phone has kept what was given to it: asked once when somebody comes in, and written down for the next time.

import { readonly, shallowRef } from 'vue'
import { amnesiaRead, cacheWitness, detectAmnesia, localStorageWitness, remember, type Amnesia } from '../local/amnesia'
import type { Local } from '../local/db'
import { say } from '../parts/toasts'
import { ground } from './ground'
import { t } from './i18n'

const forgotten = shallowRef<Amnesia>()
const witnesses = [localStorageWitness, cacheWitness]
const quietFor = 2_000 // the witnesses are told once after several taps

/** What the system wiped from this phone, until it was read; undefined when nothing was lost. */
export const amnesia = readonly(forgotten)

/** Says that the notice about lost data was read; it goes when that is on disk. */
export async function amnesiaWasRead(): Promise<void> {
  if (ground.value) await amnesiaRead(ground.value.local).catch(() => undefined)
  forgotten.value = undefined
}

/** Compares the store with its witnesses, then keeps them told. They are told nothing before they were asked. */
export async function watchMemory(local: Local): Promise<void> {
  const taken = ground.value
  try {
    forgotten.value = await detectAmnesia(local, witnesses)
    if (forgotten.value) say(`${t('me.amnesia')}（${forgotten.value.unsent}）`, { tone: 'bad', ms: 60_000 })
  } catch {
    return // a store that cannot be read says so on the screens
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = (): void => {
    timer = undefined
    if (ground.value === taken) void remember(local, witnesses).catch(() => undefined)
  }
  taken?.listen((ring) => {
    if (ring.what !== 'photos') timer ??= setTimeout(tell, quietFor)
  })
}
