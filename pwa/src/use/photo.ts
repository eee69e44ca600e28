// A picture of a check as an address an <img> can show: this phone's bytes first, else the server's copy, fetched with
// the person's token. Addresses are given back when the calling part goes away.

import { onScopeDispose, readonly, shallowRef, watch, type Ref } from 'vue'
import type { PhotoMark } from '../inspection/record.gen'
import { standing } from './ground'

export type PhotoScreen = { kind: 'loading' } | { kind: 'missing' } | { kind: 'ready'; url: string; where: 'here' | 'server' }

const none: readonly PhotoMark[] = []
const sides = { thumb: 480, full: 1600 }

/** With marks the address is of a copy on which they are drawn. */
export async function withMarks(picture: Blob, marks: readonly PhotoMark[], size: 'thumb' | 'full'): Promise<Blob> {
  if (marks.length === 0) return picture
  try {
    const { markedCopy } = await import('../camera/marked')
    return await markedCopy(picture, marks, sides[size])
  } catch {
    return picture // not brought yet, or a browser that cannot: the picture alone
  }
}

export function usePhoto(checkId: () => string, sha256: () => string, size: 'thumb' | 'full', marks: () => readonly PhotoMark[] = () => none): Readonly<Ref<PhotoScreen>> {
  const screen = shallowRef<PhotoScreen>({ kind: 'loading' })
  const ground = standing()
  const giveBack = (): void => {
    if (screen.value.kind === 'ready') URL.revokeObjectURL(screen.value.url)
  }
  let round = 0
  const load = async (): Promise<void> => {
    const mine = ++round
    const row = await ground.local.blob(sha256())
    const found = row
      ? { blob: new Blob([row.bytes], { type: row.type }), where: row.state }
      : { blob: await ground.wire.picture(checkId(), sha256(), size), where: 'server' as const }
    const blob = found.blob && (await withMarks(found.blob, marks(), size))
    if (mine !== round) return
    giveBack()
    screen.value = blob ? { kind: 'ready', url: URL.createObjectURL(blob), where: found.where } : { kind: 'missing' }
  }
  onScopeDispose(() => {
    round += 1
    giveBack()
  })
  onScopeDispose(
    ground.listen((ring) => {
      if (ring.what !== 'photos' || screen.value.kind !== 'ready' || screen.value.where === 'server') return
      void ground.local.blob(sha256()).then((row) => {
        if (row && screen.value.kind === 'ready') screen.value = { ...screen.value, where: row.state }
      })
    }),
  )
  watch([checkId, sha256, () => JSON.stringify(marks())], load, { immediate: true })
  return readonly(screen) as Readonly<Ref<PhotoScreen>>
}
