import { readonly, shallowRef } from 'vue'
import { askToKeep, storageHealth, type StorageHealth } from '../local/health'

const LARGE = 'anjian.large'
const large = shallowRef(false)

/** Whether type is a quarter larger. */
export const largeType = readonly(large)

/** Shows larger or normal type and remembers it on this device. */
export function setLargeType(on: boolean): void {
  large.value = on
  document.documentElement.classList.toggle('large', on)
  if (on) localStorage.setItem(LARGE, '1')
  else localStorage.removeItem(LARGE)
}

/** Takes up what was chosen before. */
export function recallSettings(): void {
  setLargeType(localStorage.getItem(LARGE) === '1')
}

/** How safe the phone's storage is. */
export function readStorage(): Promise<StorageHealth> {
  return storageHealth()
}

/** Asks the system to keep this app's data for good, and reads how it stands then. */
export async function keepStorage(): Promise<StorageHealth> {
  await askToKeep()
  return storageHealth()
}
