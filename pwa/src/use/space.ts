// Whether there is room for pictures, asked before a camera opens: afterwards it would be too late to say.

import { storageHealth } from '../local/health'

const picture = 400_000
const wanted = 60 * 1024 * 1024

/** About how many more pictures fit; undefined when there are plenty, or the browser does not say. */
export async function fewPicturesFit(): Promise<number | undefined> {
  const { free } = await storageHealth()
  return free === undefined || free >= wanted ? undefined : Math.floor(free / picture)
}
