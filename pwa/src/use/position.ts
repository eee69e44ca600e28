// Where the phone is. A phone without a fix says so; nobody waits long for one, and nothing is made up.

import type { Position } from '../inspection/record.gen'

const patience = 8_000
const fresh = 120_000
let last: { at: number; position: Position } | undefined

/** Asks for the position; undefined when there is none to be had within some seconds. */
export function readPosition(): Promise<Position | undefined> {
  if (last && Date.now() - last.at < fresh) return Promise.resolve(last.position)
  if (!('geolocation' in navigator)) return Promise.resolve(undefined)
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => resolve(undefined), patience + 500)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        clearTimeout(giveUp)
        const position = { lat: coords.latitude, lng: coords.longitude, accuracy: Math.max(0, coords.accuracy) }
        last = { at: Date.now(), position }
        resolve(position)
      },
      () => {
        clearTimeout(giveUp)
        resolve(undefined)
      },
      { enableHighAccuracy: true, timeout: patience, maximumAge: fresh },
    )
  })
}

/** 31.72311, 119.48211 ±12 m */
export const positionText = (p: Position): string => `${p.lat.toFixed(5)}, ${p.lng.toFixed(5)} ±${Math.round(p.accuracy)} m`
