// The case file of a check, brought with its progress: it may be large, and a person may have had enough.

import { readonly, shallowRef, type Ref } from 'vue'
import { jsonOf, noNetwork, problemFrom, strangeAnswer } from '../../http/problem'
import type { Problem } from '../../local/db'
import { standingDoor } from '../session'
import { handOver } from './hand'

export type BundleScreen = { kind: 'idle' } | { kind: 'loading'; percent: number } | { kind: 'failed'; problem: Problem }

export interface Bundle {
  screen: Readonly<Ref<BundleScreen>>
  /** Brings the file and hands it to the browser under its name. */
  save(): Promise<void>
  cancel(): void
}

/** useBundle brings the case file of one check at a time. */
export function useBundle(checkId: () => string): Bundle {
  const screen = shallowRef<BundleScreen>({ kind: 'idle' })
  let stop: AbortController | undefined
  const cancel = (): void => {
    stop?.abort()
    screen.value = { kind: 'idle' }
  }
  const save = async (): Promise<void> => {
    stop?.abort()
    const mine = new AbortController()
    stop = mine
    screen.value = { kind: 'loading', percent: 0 }
    try {
      const response = await standingDoor().fetch(new Request(`/api/v1/checks/${checkId()}/case-file.zip`, { signal: mine.signal }))
      if (!response.ok || !response.body) {
        screen.value = { kind: 'failed', problem: problemFrom(await jsonOf(response)) ?? strangeAnswer }
        return
      }
      const whole = await brought(response.body, Number(response.headers.get('Content-Length')), (percent) => {
        if (!mine.signal.aborted) screen.value = { kind: 'loading', percent }
      })
      if (mine.signal.aborted) return
      handOver(whole, nameIn(response.headers.get('Content-Disposition')))
      screen.value = { kind: 'idle' }
    } catch {
      if (!mine.signal.aborted) screen.value = { kind: 'failed', problem: noNetwork }
    }
  }
  return { screen: readonly(screen) as Readonly<Ref<BundleScreen>>, save, cancel }
}

/** Reads to the end; a file shorter than was told is no file. */
async function brought(body: ReadableStream<Uint8Array<ArrayBuffer>>, size: number, tell: (percent: number) => void): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let got = 0
  const reader = body.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value)
    got += next.value.byteLength
    tell(size > 0 ? Math.min(99, Math.floor((100 * got) / size)) : 0)
  }
  if (size > 0 && got !== size) throw new Error('the case file broke off')
  return new Blob(parts, { type: 'application/zip' })
}

/** The name the server gives (RFC 6266, filename*). */
export function nameIn(disposition: string | null): string {
  const found = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  try {
    return found ? decodeURIComponent(found) : 'case-file.zip'
  } catch {
    return 'case-file.zip'
  }
}
