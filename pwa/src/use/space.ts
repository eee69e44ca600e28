// Whether there is room for pictures, asked before a camera opens: afterwards it would be too late to say.

import { askToKeep, storageHealth, type StorageHealth } from '../local/health'
import { standing } from './ground'

const picture = 400_000
const wanted = 60 * 1024 * 1024

const patience = 4_000 // nobody waits longer for a camera

/** About how many more pictures fit, after making room; undefined when there are plenty, or the browser does not say. */
export async function fewPicturesFit(): Promise<number | undefined> {
  const { free } = await storageHealth()
  if (free === undefined || free >= wanted) return undefined
  const freed = await Promise.race([makeRoom(wanted - free).catch(() => 0), new Promise<number>((r) => setTimeout(r, patience, 0))])
  const now = Math.max(free + freed, (await storageHealth()).free ?? 0)
  return now >= wanted ? undefined : Math.floor(now / picture)
}

/** Drops bytes of pictures that the server shows just now that it holds; without a network none. Resolves to how many went. */
async function makeRoom(need: number): Promise<number> {
  const { local, wire } = standing()
  return local.evict(need, async (hashes) => {
    const reply = await wire.missingFiles(hashes)
    if (reply.fate !== 'done') return []
    const missing = new Set(reply.value)
    return hashes.filter((sha) => !missing.has(sha))
  })
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
