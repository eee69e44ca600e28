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
  if (view.getUint16(0) === 0xffd8) return jpegSize(view)
  return undefined
}

function jpegSize(view: DataView): Size | undefined {
  let turned = false
  for (let at = 2; at + 9 < view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    const length = view.getUint16(at + 2)
    if (length < 2) return undefined
    if (marker === 0xe1) turned = turned || orientation(view, at + 4, Math.min(length - 2, view.byteLength - at - 4)) >= 5
    const startOfFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (startOfFrame) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)]
      return turned ? { width: height, height: width } : { width, height }
    }
    at += 2 + length
  }
  return undefined
}

/** The EXIF orientation (1…8) of an APP1 segment, 1 when it says nothing. 5…8 mean that the sides are swapped. */
function orientation(view: DataView, start: number, length: number): number {
  if (length < 20 || view.getUint32(start) !== 0x45786966) return 1
  const tiff = start + 6
  const end = start + length
  const little = view.getUint16(tiff) === 0x4949
  const directory = tiff + view.getUint32(tiff + 4, little)
  if (directory + 2 > end) return 1
  const entries = view.getUint16(directory, little)
  for (let i = 0; i < entries; i += 1) {
    const entry = directory + 2 + i * 12
    if (entry + 12 > end) return 1
    if (view.getUint16(entry, little) === 0x0112) return view.getUint16(entry + 8, little)
  }
  return 1
}

/** The largest size of the same shape whose longer side is at most `most`; never larger than it was. */
export function fitted(size: Size, most: number): Size {
  const scale = Math.min(1, most / Math.max(size.width, size.height))
  return { width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)) }
}
