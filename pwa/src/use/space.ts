// Whether there is room for pictures, asked before a camera opens: afterwards it would be too late to say.

import { askToKeep, storageHealth, type StorageHealth } from '../local/health'

const picture = 400_000
const wanted = 60 * 1024 * 1024

/** About how many more pictures fit; undefined when there are plenty, or the browser does not say. */
export async function fewPicturesFit(): Promise<number | undefined> {
  const { free } = await storageHealth()
  return free === undefined || free >= wanted ? undefined : Math.floor(free / picture)
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
