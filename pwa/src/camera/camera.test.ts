import { describe, expect, it } from 'vitest'
import { acceptFile, honestSource } from './capture'
import { MAX_BYTES } from './photo'
import { develop, readExif, sha256, type Surface } from './process'
import { fitted, sizeOf } from './size'
import { drawStrip, wrap, type Pen } from './strip'

/** The head of a JPEG: EXIF with orientation and original time, then the frame. */
function jpegHead(width: number, height: number, orientation: number): ArrayBuffer {
  const time = '2026:11:23 14:02:03\0'
  const tiff = new DataView(new ArrayBuffer(8 + 2 + 24 + 4 + 2 + 12 + 4 + time.length))
  tiff.setUint16(0, 0x4d4d)
  tiff.setUint16(2, 42)
  tiff.setUint32(4, 8)
  tiff.setUint16(8, 2)
  const entry = (at: number, tag: number, type: number, count: number, value: number, short = false) => {
    tiff.setUint16(at, tag)
    tiff.setUint16(at + 2, type)
    tiff.setUint32(at + 4, count)
    if (short) tiff.setUint16(at + 8, value)
    else tiff.setUint32(at + 8, value)
  }
  entry(10, 0x0112, 3, 1, orientation, true)
  entry(22, 0x8769, 4, 1, 38)
  tiff.setUint16(38, 1)
  entry(40, 0x9003, 2, time.length, 56)
  const body = new Uint8Array(tiff.buffer)
  body.set(new TextEncoder().encode(time), 56)
  const app1 = new Uint8Array(4 + 6 + body.length)
  app1.set([0xff, 0xe1, (app1.length - 2) >> 8, (app1.length - 2) & 255, 0x45, 0x78, 0x69, 0x66, 0, 0])
  app1.set(body, 10)
  const sof = [0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]
  return new Uint8Array([0xff, 0xd8, ...app1, ...sof, 0xff, 0xd9]).buffer
}

/** A JPEG whose EXIF holds only a position, little endian. */
function jpegWithGps(lat: number[], latRef: string, lng: number[], lngRef: string, error: number): ArrayBuffer {
  const tiff = new DataView(new ArrayBuffer(8 + 18 + 2 + 5 * 12 + 4 + 7 * 8))
  tiff.setUint16(0, 0x4949)
  tiff.setUint16(2, 42, true)
  tiff.setUint32(4, 8, true)
  tiff.setUint16(8, 1, true)
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    tiff.setUint16(at, tag, true)
    tiff.setUint16(at + 2, type, true)
    tiff.setUint32(at + 4, count, true)
    tiff.setUint32(at + 8, value, true)
  }
  entry(10, 0x8825, 4, 1, 26)
  tiff.setUint16(26, 5, true)
  const data = 26 + 2 + 60 + 4
  entry(28, 1, 2, 2, latRef.charCodeAt(0))
  entry(40, 2, 5, 3, data)
  entry(52, 3, 2, 2, lngRef.charCodeAt(0))
  entry(64, 4, 5, 3, data + 24)
  entry(76, 0x1f, 5, 1, data + 48)
  for (const [i, x] of [...lat, ...lng, error].entries()) {
    tiff.setUint32(data + i * 8, Math.round(x * 100), true)
    tiff.setUint32(data + i * 8 + 4, 100, true)
  }
  const app1 = new Uint8Array(4 + 6 + tiff.byteLength)
  app1.set([0xff, 0xe1, (app1.length - 2) >> 8, (app1.length - 2) & 255, 0x45, 0x78, 0x69, 0x66, 0, 0])
  app1.set(new Uint8Array(tiff.buffer), 10)
  return new Uint8Array([0xff, 0xd8, ...app1, 0xff, 0xd9]).buffer
}

describe('the size of a picture', () => {
  it('is read without decoding, sides swapped when the phone was upright', () => {
    expect(sizeOf(jpegHead(4000, 3000, 1))).toEqual({ width: 4000, height: 3000 })
    expect(sizeOf(jpegHead(4000, 3000, 6))).toEqual({ width: 3000, height: 4000 })
  })
  it('is unknown for anything else, also for cut files', () => {
    expect(sizeOf(new Uint8Array(64).buffer)).toBeUndefined()
    expect(sizeOf(jpegHead(4000, 3000, 6).slice(0, 30))).toBeUndefined()
  })
  it('is reduced to its longer side and never enlarged', () => {
    expect(fitted({ width: 3000, height: 4000 }, 1600)).toEqual({ width: 1200, height: 1600 })
    expect(fitted({ width: 640, height: 480 }, 1600)).toEqual({ width: 640, height: 480 })
  })
})

describe('the original', () => {
  it('is known by its SHA-256', async () => {
    expect(await sha256(new TextEncoder().encode('abc').buffer as ArrayBuffer)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
  it('says when it was taken, raw and without a zone', async () => {
    expect(readExif(jpegHead(4000, 3000, 1)).time).toBe('2026:11:23 14:02:03')
  })
  it('says where it was taken, north and east positive, with its error', () => {
    expect(readExif(jpegWithGps([31, 44, 42.5], 'N', [119, 36, 0], 'E', 7)).position).toEqual({ lat: 31 + 44 / 60 + 42.5 / 3600, lng: 119.6, accuracy: 7 })
    expect(readExif(jpegWithGps([31, 30, 0], 'S', [119, 30, 0], 'W', 0)).position).toMatchObject({ lat: -31.5, lng: -119.5 })
    expect(readExif(jpegWithGps([131, 0, 0], 'N', [119, 30, 0], 'E', 0)).position).toBeUndefined()
  })
  it('never throws, wherever the file is cut or damaged', () => {
    const whole = new Uint8Array(jpegWithGps([31, 44, 42.5], 'N', [119, 36, 0], 'E', 7))
    for (let cut = 0; cut < whole.length; cut += 1) expect(() => readExif(whole.slice(0, cut).buffer)).not.toThrow()
    for (let i = 0; i < whole.length * 8; i += 1) {
      const bent = whole.slice()
      bent[i >> 3] = (bent[i >> 3] ?? 0) ^ (1 << (i & 7))
      expect(() => sizeOf(bent.buffer) ?? readExif(bent.buffer)).not.toThrow()
    }
  })
  it('says nothing when it is no picture', () => {
    expect(readExif(new Uint8Array([1, 2, 3]).buffer)).toEqual({})
  })
  it('is refused when it cannot be opened, empty or too large', async () => {
    const none = (): Surface => {
      throw new Error('not reached')
    }
    await expect(develop(new Blob([]), { lines: [] }, none)).rejects.toMatchObject({ code: 'photo.empty' })
    await expect(develop(new Blob([new Uint8Array(9)]), { lines: [] }, none)).rejects.toMatchObject({ code: 'photo.unreadable' })
    const huge = { size: MAX_BYTES + 1, lastModified: 0 } as File
    expect(() => acceptFile(huge, 'album', 0)).toThrow('photo.too_big')
  })
})

describe('where a picture came from', () => {
  it('is the camera only when it was just taken', () => {
    expect(honestSource('camera', 1_000_000, 1_000_500)).toBe('camera')
    expect(honestSource('camera', 0, 3_600_000)).toBe('album')
    expect(honestSource('album', 1_000_000, 1_000_500)).toBe('album')
  })
})

describe('the watermark', () => {
  it('breaks long names instead of leaving the picture', () => {
    expect(wrap('江苏砺岚精密铸造', (part) => part.length <= 3)).toEqual(['江苏砺', '岚精密', '铸造'])
  })
  it('puts every line on the strip and the stamp beside it', () => {
    const said: string[] = []
    const pen: Pen = { font: '', fillStyle: '', textBaseline: '', fillRect: () => undefined, fillText: (text) => said.push(text), measureText: (text) => ({ width: text.length * 10 }) }
    drawStrip(pen, { width: 1200, height: 1600 }, { lines: ['2026-11-23 14:02', '金坛沐垣冷链食品'], stamp: '相册导入' })
    expect(said).toEqual(['2026-11-23 14:02', '金坛沐垣冷链食品', '相册导入'])
  })
})
