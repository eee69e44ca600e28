// One picture from camera bytes to evidence copy. Runs in the worker, or on the page where there is no OffscreenCanvas:
// the caller brings the canvas. The original is hashed before anything touches it.

import { exifOf } from './exif'
import { MAX_BYTES, MAX_SIDE, PhotoError, QUALITY, type DevelopedPhoto, type Exif, type Watermark } from './photo'
import { lumaOf, printOf } from './print'
import { fitted, sizeOf, type Size } from './size'
import { drawStrip, type Pen } from './strip'

/** A canvas of a given size, with a way to become JPEG bytes. */
export interface Surface {
  pen: Pen & {
    drawImage(image: ImageBitmap, x: number, y: number, w: number, h: number): void
    getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray }
  }
  jpeg(quality: number): Promise<ArrayBuffer>
}
const PRINT_SIDE = 320
export type MakeSurface = (size: Size) => Surface

/** Lower-case hex SHA-256. */
export async function sha256(bytes: ArrayBuffer): Promise<string> {
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(sum, (b) => b.toString(16).padStart(2, '0')).join('')
}

/** Hashes, reads, reduces, marks and encodes one picture. Throws PhotoError when it cannot be used. */
export async function develop(file: Blob, watermark: Watermark, make: MakeSurface): Promise<DevelopedPhoto> {
  if (file.size > MAX_BYTES) throw new PhotoError('photo.too_big')
  if (file.size === 0) throw new PhotoError('photo.empty')
  const original = await file.arrayBuffer()
  const originalSha256 = await sha256(original)
  const exif = readExif(original)
  const bitmap = await decode(file, sizeOf(original))
  try {
    const size = fitted(bitmap, MAX_SIDE)
    const surface = make(size)
    surface.pen.drawImage(bitmap, 0, 0, size.width, size.height)
    drawStrip(surface.pen, size, watermark)
    const bytes = await surface.jpeg(QUALITY)
    return { bytes, sha256: await sha256(bytes), originalSha256, ...size, exif, print: look(bitmap, size, make) }
  } finally {
    bitmap.close()
  }
}

/** The print is taken from a small copy: half a megapixel more to read would tell nothing more. The watermark is not on it. */
function look(bitmap: ImageBitmap, size: Size, make: MakeSurface): string {
  const small = fitted(size, PRINT_SIDE)
  const { pen } = make(small)
  pen.drawImage(bitmap, 0, 0, small.width, small.height)
  return printOf(lumaOf(pen.getImageData(0, 0, small.width, small.height).data), small.width)
}

/** Decodes straight to the wanted size where the browser can: a 48-megapixel picture never stands in memory whole. */
async function decode(file: Blob, size: Size | undefined): Promise<ImageBitmap> {
  const wanted = size ? fitted(size, MAX_SIDE) : undefined
  try {
    if (wanted && size && wanted.width < size.width) {
      return await createImageBitmap(file, { resizeWidth: wanted.width, resizeQuality: 'medium', imageOrientation: 'from-image' }).catch(() => createImageBitmap(file))
    }
    return await createImageBitmap(file)
  } catch (error) {
    throw new PhotoError('photo.unreadable', error)
  }
}

/** Time and position as the original states them; a picture without them, or with broken ones, has none. */
export function readExif(original: ArrayBuffer): Exif {
  const { time, position } = exifOf(original)
  return { ...(time ? { time } : {}), ...(position ? { position } : {}) }
}
