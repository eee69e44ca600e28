// A photographed sheet, from the chosen file to what an act can cite: the bytes as they came with their hash, and an upright
// copy made in a worker. The original is never touched.

// oxlint-disable-next-line import/default -- an address, made by the bundler
import scanner from './sheet.worker.ts?worker&url'
import type { Pixels, SheetReply } from './flatten'
import { pageCodeOf, type PageCode } from './pagecode'
import { MAX_BYTES, PhotoError } from './photo'
import { sha256 } from './process'

export interface SheetBytes {
  bytes: ArrayBuffer
  sha256: string
  type: 'image/jpeg' | 'image/png' | 'image/webp'
  width: number
  height: number
}

export interface ReadSheet {
  original: SheetBytes
  flat: SheetBytes
  /** In ten-thousandths of width and height. */
  corners: { x: number; y: number }[]
  code?: PageCode
}

const MOST_SIDE = 3200
const PATIENCE = 60_000
const QUALITY = 0.82
const TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const

/**
 * bringScanner has what reads sheets kept on this phone. It is too big to be installed with the app, so it is brought when
 * signing on paper is first opened, and from then on works without a network; false where it could not be had.
 */
export const bringScanner = (): Promise<boolean> => fetch(scanner).then((r) => r.ok, () => false)

/** readSheet finds the sheet in a photo and the code on it. Throws PhotoError when the photo cannot be used. */
export async function readSheet(file: Blob): Promise<ReadSheet> {
  if (file.size > MAX_BYTES) throw new PhotoError('photo.too_big')
  const type = TYPES.find((t) => t === file.type)
  if (!type) throw new PhotoError('photo.unreadable', file.type)
  const bytes = await file.arrayBuffer()
  const { pixels, size } = await pixelsOf(file)
  const { corners, flat, text } = await inWorker(pixels)
  const code = text === undefined ? undefined : pageCodeOf(text)
  const copy = await jpegOf(flat)
  const part = (x: number, whole: number): number => Math.min(10_000, Math.max(0, Math.round((x / whole) * 10_000)))
  return {
    original: { bytes, sha256: await sha256(bytes), type, ...size },
    flat: { bytes: copy, sha256: await sha256(copy), type: 'image/jpeg', width: flat.width, height: flat.height },
    corners: corners.map((c) => ({ x: part(c.x, pixels.width), y: part(c.y, pixels.height) })),
    ...(code ? { code } : {}),
  }
}

async function pixelsOf(file: Blob): Promise<{ pixels: Pixels; size: { width: number; height: number } }> {
  const bitmap = await createImageBitmap(file).catch((error: unknown) => {
    throw new PhotoError('photo.unreadable', error)
  })
  try {
    const scale = Math.min(1, MOST_SIDE / Math.max(bitmap.width, bitmap.height))
    const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)]
    const pen = canvasOf(width, height)
    pen.drawImage(bitmap, 0, 0, width, height)
    return { pixels: pen.getImageData(0, 0, width, height), size: { width: bitmap.width, height: bitmap.height } }
  } finally {
    bitmap.close()
  }
}

function canvasOf(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) throw new PhotoError('photo.unreadable', 'no 2d context')
  return pen
}

function inWorker(pixels: Pixels): Promise<SheetReply> {
  const worker = new Worker(scanner, { type: 'module' })
  const { data, width, height } = pixels
  return new Promise<SheetReply>((resolve, reject) => {
    const timer = setTimeout(() => reject(new PhotoError('photo.unreadable', 'no answer from the worker')), PATIENCE)
    worker.onerror = (event) => reject(new PhotoError('photo.unreadable', event.message))
    worker.onmessage = (event: MessageEvent<SheetReply>) => {
      clearTimeout(timer)
      resolve(event.data)
    }
    worker.postMessage({ data, width, height } satisfies Pixels, [data.buffer])
  }).finally(() => worker.terminate())
}

function jpegOf({ data, width, height }: Pixels): Promise<ArrayBuffer> {
  const pen = canvasOf(width, height)
  const image = pen.createImageData(width, height)
  image.data.set(data)
  pen.putImageData(image, 0, 0)
  return new Promise((resolve, reject) => {
    pen.canvas.toBlob((blob) => (blob ? resolve(blob.arrayBuffer()) : reject(new PhotoError('photo.unreadable'))), 'image/jpeg', QUALITY)
  })
}
