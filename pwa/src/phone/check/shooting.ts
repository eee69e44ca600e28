// Asking for the camera that stays open. The frame of the check's screen shows it (CheckFrame.vue); whoever asked gets
// every shot as soon as it is taken.

import { shallowRef } from 'vue'

export interface Shooting {
  /** What is photographed, as its place names it. */
  title: string
  /** Develops and stores one shot; true when it is on disk. */
  keep(shot: File): Promise<boolean>
  /** The camera is closed; `system`: the person wants the system's camera instead. */
  end(how: 'done' | 'system'): void
}

export const shooting = shallowRef<Shooting>()

let unable = false // said once, then the system's camera opens at once

/** Whether this browser has let us use the camera directly so far. */
export const canShoot = (): boolean => !unable && typeof navigator.mediaDevices?.getUserMedia === 'function' && window.isSecureContext

export const cannotShoot = (): void => {
  unable = true
}

/** Opens the camera; resolves when it is closed. */
export function shoot(title: string, keep: Shooting['keep']): Promise<'done' | 'system'> {
  shooting.value?.end('done')
  return new Promise((resolve) => {
    shooting.value = {
      title,
      keep,
      end(how) {
        shooting.value = undefined
        resolve(how)
      },
    }
  })
}
