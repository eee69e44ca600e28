// Asking for the camera that stays open. The frame of the check's screen shows it (CheckFrame.vue); whoever asked gets
// every shot as soon as it is taken.

import { shallowRef } from 'vue'

export interface Shooting {
  /** What is photographed, as its place names it. */
  title: string
  /** An earlier picture of the place, to be laid over what the lens sees. */
  over?: Over | undefined
  /** Develops and stores one shot; true when it is on disk. */
  keep(shot: File): Promise<boolean>
  /** The camera is closed; `system`: the person wants the system's camera instead. */
  end(how: 'done' | 'system'): void
}

export interface Over {
  checkId: string
  sha256: string
}

export const shooting = shallowRef<Shooting>()

let there = false
let unable = false // said once, then the system's camera opens at once

/** Looks whether there is a camera that we may ask for; found out before it is needed, as a tap must open something at once. */
async function lookForCamera(): Promise<void> {
  if (typeof navigator.mediaDevices?.getUserMedia !== 'function') return
  try {
    const [devices, permission] = await Promise.all([
      navigator.mediaDevices.enumerateDevices(),
      navigator.permissions?.query({ name: 'camera' as PermissionName }).catch(() => undefined), // not every browser knows the name
    ])
    there = permission?.state !== 'denied' && devices.some((d) => d.kind === 'videoinput')
  } catch {
    there = false
  }
}
void lookForCamera()

/** Whether the camera can be used directly, as far as is known. */
export const canShoot = (): boolean => there && !unable

export const cannotShoot = (): void => {
  unable = true
}

/** Opens the camera; resolves when it is closed. */
export function shoot(title: string, keep: Shooting['keep'], over?: Over): Promise<'done' | 'system'> {
  shooting.value?.end('done')
  return new Promise((resolve) => {
    shooting.value = {
      title,
      over,
      keep,
      end(how) {
        shooting.value = undefined
        resolve(how)
      },
    }
  })
}
