// The page's side of the pipeline: one picture at a time goes to the worker, so that ten pictures from the album never
// stand in memory together.

import { PhotoError, type DevelopedPhoto, type DevelopReply, type DevelopRequest, type Watermark } from './photo'
import type { Surface } from './process'
import type { Size } from './size'

const PATIENCE = 60_000
let worker: Worker | undefined
let last: Promise<unknown> = Promise.resolve()
let counter = 0

/** Makes the evidence copy of one picture. Calls queue up; one that fails does not stop the next. */
export function developPhoto(file: Blob, watermark: Watermark): Promise<DevelopedPhoto> {
  const turn = last.then(() => (canWork() ? inWorker(file, watermark) : onPage(file, watermark)))
  last = turn.catch(() => undefined)
  return turn
}

function canWork(): boolean {
  return typeof OffscreenCanvas !== 'undefined' && typeof OffscreenCanvas.prototype.convertToBlob === 'function'
}

function inWorker(file: Blob, watermark: Watermark): Promise<DevelopedPhoto> {
  worker ??= new Worker(new URL('./photo.worker.ts', import.meta.url), { type: 'module' })
  const busy = worker
  counter += 1
  const id = counter
  return new Promise<DevelopedPhoto>((resolve, reject) => {
    const giveUp = (why: unknown): void => {
      busy.terminate()
      worker = undefined
      reject(new PhotoError('photo.unreadable', why))
    }
    const timer = setTimeout(() => giveUp('no answer from the worker'), PATIENCE)
    busy.onerror = (event) => {
      clearTimeout(timer)
      giveUp(event.message)
    }
    busy.onmessage = (event: MessageEvent<DevelopReply>) => {
      if (event.data.id !== id) return
      clearTimeout(timer)
      if ('photo' in event.data) resolve(event.data.photo)
      else reject(new PhotoError(event.data.code, event.data.why))
    }
    busy.postMessage({ id, file, watermark } satisfies DevelopRequest)
  })
}

/** The same work on the page, for WebKit without OffscreenCanvas. */
async function onPage(file: Blob, watermark: Watermark): Promise<DevelopedPhoto> {
  const { develop } = await import('./process')
  return develop(file, watermark, pageSurface)
}

function pageSurface(size: Size): Surface {
  const canvas = document.createElement('canvas')
  canvas.width = size.width
  canvas.height = size.height
  const pen = canvas.getContext('2d')
  if (!pen) throw new PhotoError('photo.unreadable', 'no 2d context')
  return {
    pen,
    jpeg: (quality) =>
      new Promise((resolve, reject) => {
        canvas.toBlob((blob) => (blob ? resolve(blob.arrayBuffer()) : reject(new PhotoError('photo.unreadable'))), 'image/jpeg', quality)
      }),
  }
}
