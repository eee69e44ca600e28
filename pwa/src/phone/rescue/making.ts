// Makes the pack on this phone: what is unsent, sealed, under a name people recognise.

import { shallowRef, type Ref } from 'vue'
import { today } from '../../use/days'
import { unsentThings } from '../../use/rescue'
import { sealPack } from '../../use/pack'

export type Making =
  | { kind: 'ready' }
  | { kind: 'working'; bytes: number }
  | { kind: 'made'; file: File; acts: number; photos: number }
  | { kind: 'failed'; why: 'noKit' | 'noCrypto' | 'storage' }

/** useMaking makes one pack at a time. */
export function useMaking(): { making: Ref<Making>; make: (prefix: string) => Promise<void> } {
  const making = shallowRef<Making>({ kind: 'ready' })
  return {
    making,
    async make(prefix) {
      if (making.value.kind === 'working') return
      making.value = { kind: 'working', bytes: 0 }
      making.value = await made(prefix, (bytes) => (making.value = { kind: 'working', bytes }))
    },
  }
}

async function made(prefix: string, tell: (bytes: number) => void): Promise<Making> {
  if (!globalThis.crypto?.subtle) return { kind: 'failed', why: 'noCrypto' }
  try {
    const { kit, name, device, things } = await unsentThings()
    if (!kit) return { kind: 'failed', why: 'noKit' }
    const { pack, acts, photos } = await sealPack(kit, device, things, tell)
    const plain = name.replace(/[^\p{L}\p{N}]/gu, '')
    return { kind: 'made', file: new File([pack], `${prefix}-${plain}-${today()}.anjian`, { type: 'application/octet-stream' }), acts, photos }
  } catch {
    return { kind: 'failed', why: 'storage' }
  }
}

/** Whether this phone can hand a file to another app. */
export const canShare = (file: File): boolean => typeof navigator.share === 'function' && navigator.canShare?.({ files: [file] }) === true

/** Hands the file to another app; true when it was taken. */
export async function share(file: File): Promise<boolean> {
  try {
    await navigator.share({ files: [file], title: file.name })
    return true
  } catch {
    return false // put away again by the person
  }
}

/** Puts the file among this phone's downloads. */
export function download(file: File): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
