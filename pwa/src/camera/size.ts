import { eachSegment, exifOf } from './exif'

/** Width and height as the picture is meant to be seen. */
export interface Size {
  width: number
  height: number
}

/** Reads the pixel size of a JPEG or PNG from its head without decoding it; undefined for anything else. */
export function sizeOf(bytes: ArrayBuffer): Size | undefined {
  const view = new DataView(bytes)
  if (view.byteLength < 24) return undefined
  if (view.getUint32(0) === 0x89504e47) return { width: view.getUint32(16), height: view.getUint32(20) }
  if (view.getUint16(0) !== 0xffd8) return undefined
  let size: Size | undefined
  eachSegment(view, (marker, start, length) => {
    const startOfFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (startOfFrame && length >= 5) size = { height: view.getUint16(start + 1), width: view.getUint16(start + 3) }
    return startOfFrame
  })
  return size && exifOf(bytes).orientation >= 5 ? { width: size.height, height: size.width } : size
}

/** The largest size of the same shape whose longer side is at most `most`; never larger than it was. */
export function fitted(size: Size, most: number): Size {
  const scale = Math.min(1, most / Math.max(size.width, size.height))
  return { width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)) }
}
