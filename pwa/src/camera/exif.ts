// What a JPEG says about itself in its EXIF segment (Exif 2.32, CIPA DC-008): which way up, when, where. Only these few
// tags are read, so a general library (29 kB on every phone) is not needed. Every offset is checked: a broken or hostile
// file has no EXIF, it does not throw.

/** Raw, as written: EXIF times carry no zone. */
export interface Read {
  /** 1…8; 5…8 mean that the sides are swapped. */
  orientation: number
  time?: string
  position?: { lat: number; lng: number; accuracy: number }
}

const ORIENTATION = 0x0112
const EXIF_DIRECTORY = 0x8769
const GPS_DIRECTORY = 0x8825
const DATE_TIME_ORIGINAL = 0x9003
const DATE_TIME_DIGITIZED = 0x9004
const [LAT_REF, LAT, LNG_REF, LNG, POSITIONING_ERROR] = [1, 2, 3, 4, 0x1f] as const
const SIZES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 }
const mostEntries = 200

/** Visits a JPEG's segments up to the picture data; `visit` gets the marker and where its content lies. */
export function eachSegment(view: DataView, visit: (marker: number, start: number, length: number) => boolean): void {
  for (let at = 2; at + 4 <= view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    const length = view.getUint16(at + 2)
    if (length < 2 || marker === 0xda) return
    if (visit(marker, at + 4, Math.min(length - 2, view.byteLength - at - 4))) return
    at += 2 + length
  }
}

/** Reads the first EXIF segment of a JPEG. */
export function exifOf(bytes: ArrayBuffer): Read {
  const view = new DataView(bytes)
  let read: Read = { orientation: 1 }
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return read
  eachSegment(view, (marker, start, length) => {
    if (marker !== 0xe1 || length < 14 || view.getUint32(start) !== 0x45786966) return false
    read = readTiff(new DataView(bytes, start + 6, length - 6))
    return true
  })
  return read
}

type Entry = { type: number; count: number; at: number }

function readTiff(tiff: DataView): Read {
  const order = tiff.getUint16(0)
  if ((order !== 0x4949 && order !== 0x4d4d) || tiff.byteLength < 8) return { orientation: 1 }
  const little = order === 0x4949
  const directory = (at: number | undefined): Map<number, Entry> => entries(tiff, at, little)
  const number = (e: Entry | undefined, i = 0): number | undefined => valueOf(tiff, e, i, little)
  const main = directory(tiff.getUint32(4, little))
  const exif = directory(number(main.get(EXIF_DIRECTORY)))
  const gps = directory(number(main.get(GPS_DIRECTORY)))
  const read: Read = { orientation: number(main.get(ORIENTATION)) ?? 1 }
  const time = textOf(tiff, exif.get(DATE_TIME_ORIGINAL)) || textOf(tiff, exif.get(DATE_TIME_DIGITIZED))
  if (time) read.time = time
  const degrees = (e: Entry | undefined, negative: boolean): number => {
    const [d, m, s] = [number(e, 0) ?? NaN, number(e, 1) ?? 0, number(e, 2) ?? 0]
    return (d + m / 60 + s / 3600) * (negative ? -1 : 1)
  }
  const lat = degrees(gps.get(LAT), textOf(tiff, gps.get(LAT_REF)) === 'S')
  const lng = degrees(gps.get(LNG), textOf(tiff, gps.get(LNG_REF)) === 'W')
  const accuracy = number(gps.get(POSITIONING_ERROR)) ?? 0
  if (Math.abs(lat) <= 90 && Math.abs(lng) <= 180) read.position = { lat, lng, accuracy: accuracy >= 0 ? accuracy : 0 }
  return read
}

/** The entries of a directory by tag, each with where its value lies; nothing where the directory leaves the file. */
function entries(tiff: DataView, start: number | undefined, little: boolean): Map<number, Entry> {
  const found = new Map<number, Entry>()
  if (start === undefined || start < 8 || start + 2 > tiff.byteLength) return found
  const count = Math.min(tiff.getUint16(start, little), mostEntries)
  for (let i = 0; i < count; i += 1) {
    const at = start + 2 + i * 12
    if (at + 12 > tiff.byteLength) return found
    const type = tiff.getUint16(at + 2, little)
    const values = tiff.getUint32(at + 4, little)
    const size = (SIZES[type] ?? 0) * values
    const place = size <= 4 ? at + 8 : tiff.getUint32(at + 8, little)
    if (size > 0 && place + size <= tiff.byteLength) found.set(tiff.getUint16(at, little), { type, count: values, at: place })
  }
  return found
}

function valueOf(tiff: DataView, e: Entry | undefined, i: number, little: boolean): number | undefined {
  if (!e || i >= e.count) return undefined
  const at = e.at + i * (SIZES[e.type] ?? 0)
  if (e.type === 3) return tiff.getUint16(at, little)
  if (e.type === 4 || e.type === 9) return tiff.getUint32(at, little)
  if (e.type !== 5) return undefined
  const below = tiff.getUint32(at + 4, little)
  return below === 0 ? undefined : tiff.getUint32(at, little) / below
}

function textOf(tiff: DataView, e: Entry | undefined): string {
  if (!e || e.type !== 2) return ''
  const bytes = new Uint8Array(tiff.buffer, tiff.byteOffset + e.at, Math.min(e.count, 40))
  return String.fromCharCode(...bytes).replace(/\0[^]*$/, '').trim()
}
