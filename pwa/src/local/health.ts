/** How safe this phone's storage is, as far as the browser tells; undefined where it does not. */
export interface StorageHealth {
  /** The system promised not to clear it by itself. */
  kept: boolean | undefined
  used: number | undefined
  free: number | undefined
}

/** Asks for storage that the system does not clear by itself; asking again is harmless. */
export async function askToKeep(): Promise<boolean> {
  try {
    return (await navigator.storage?.persist?.()) ?? false
  } catch {
    return false
  }
}

/** Reads quota and persistence; never throws. */
export async function storageHealth(): Promise<StorageHealth> {
  const health: StorageHealth = { kept: undefined, used: undefined, free: undefined }
  try {
    health.kept = await navigator.storage?.persisted?.()
    const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {}
    if (usage !== undefined) health.used = usage
    if (quota !== undefined && usage !== undefined) health.free = Math.max(0, quota - usage)
  } catch {
    // A browser that refuses to say is one that says nothing.
  }
  return health
}
