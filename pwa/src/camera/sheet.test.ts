// @vitest-environment node
// A sheet is photographed askew on a dark table; the code in its foot is read and the page comes out flat.

import { describe, expect, it } from 'vitest'
import { qrOf } from '../phone/links/qr'
import { cornersOf, flatten, upright, wholeOf, type Corners, type Pixels } from './flatten'
import { pageCodeOf } from './pagecode'
import { readCode } from './readqr'

const id = '01930000-0000-7000-8000-00000000c0de'
const text = `https://anjian.example.gov.cn/v/${id}/0123456789ab?p=2-7`

/** A page of 8 pixels a millimetre: white, a black bar at its head, the code in its foot where internal/paper sets it. */
function page(): Pixels {
  const [width, height, mm] = [1680, 2376, 8]
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  const dark = (x: number, y: number, w: number, h: number): void => {
    for (let j = Math.round(y); j < Math.round(y + h); j += 1) for (let i = Math.round(x); i < Math.round(x + w); i += 1) data.fill(0, (j * width + i) * 4, (j * width + i) * 4 + 3)
  }
  dark(40 * mm, 30 * mm, 130 * mm, 6 * mm)
  const modules = qrOf(text) ?? []
  const unit = (18 * mm) / modules.length
  modules.forEach((row, y) => row.forEach((on, x) => on && dark(28 * mm + x * unit, 268 * mm + y * unit, unit, unit)))
  return { data, width, height }
}

/** Lays a page into a dark picture so that its corners lie where they are said to. */
function photographed(sheet: Pixels, width: number, height: number, corners: Corners): Pixels {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let i = 0; i < data.length; i += 4) data.set([70, 60, 50, 255], i)
  // The unit square is walked finely enough that no pixel stays empty.
  const [a, b, c, d] = corners
  const sub = 1.5
  for (let y = 0; y < sheet.height * sub; y += 1) {
    for (let x = 0; x < sheet.width * sub; x += 1) {
      const [u, v] = [x / (sheet.width * sub), y / (sheet.height * sub)]
      const px = Math.round((a.x * (1 - u) + b.x * u) * (1 - v) + (d.x * (1 - u) + c.x * u) * v)
      const py = Math.round((a.y * (1 - u) + b.y * u) * (1 - v) + (d.y * (1 - u) + c.y * u) * v)
      if (px < 0 || py < 0 || px >= width || py >= height) continue
      const from = (Math.floor(y / sub) * sheet.width + Math.floor(x / sub)) * 4
      for (let k = 0; k < 3; k += 1) data[(py * width + px) * 4 + k] = (sheet.data[from + k] ?? 0) * 0.85 + 10
    }
  }
  return { data, width, height }
}

const far = (a: { x: number; y: number }, b: { x: number; y: number }): number => Math.hypot(a.x - b.x, a.y - b.y)
const ours = (said: string): boolean => pageCodeOf(said) !== undefined
const askew: Corners = [{ x: 280, y: 180 }, { x: 2120, y: 320 }, { x: 2020, y: 2960 }, { x: 160, y: 2800 }]

describe('a photographed sheet', () => {
  it('is told from the table, its code is read, and it comes out flat', () => {
    const picture = photographed(page(), 2400, 3200, askew)
    const corners = cornersOf(picture)
    corners.forEach((c, i) => expect(far(c, askew[i]!), `corner ${i}`).toBeLessThan(32))
    const read = readCode(picture, ours)
    expect(read && pageCodeOf(read.text)).toEqual({ checkId: id, code: '0123456789ab', page: 2, pages: 7 })
    const flat = flatten(picture, upright(corners, read!.at), 840, 1188)
    const light = (x: number, y: number): number => flat.data[(y * 840 + x) * 4] ?? -1
    expect(light(420, 132)).toBeLessThan(80) // the bar at the head
    expect(light(420, 600)).toBeGreaterThan(180) // the empty middle
  })

  it('is turned the right way up by its code, however it was held', () => {
    const turned: Corners = [askew[2], askew[3], askew[0], askew[1]] // upside down
    const picture = photographed(page(), 2400, 3200, turned)
    const read = readCode(picture, ours)
    expect(read?.text).toBe(text)
    const flat = flatten(picture, upright(cornersOf(picture), read!.at), 840, 1188)
    expect(flat.data[(132 * 840 + 420) * 4]).toBeLessThan(80)
  })

  it('on a table as white as itself is taken whole', () => {
    const picture: Pixels = { data: new Uint8ClampedArray(400 * 300 * 4).fill(250), width: 400, height: 300 }
    cornersOf(picture).forEach((c, i) => expect(far(c, wholeOf(picture)[i]!)).toBeLessThan(3))
  })

  it('without a code says so', () => {
    const picture: Pixels = { data: new Uint8ClampedArray(400 * 300 * 4).fill(250), width: 400, height: 300 }
    expect(readCode(picture, ours)).toBeUndefined()
  })
})

describe('the code of a page', () => {
  it.each([
    'https://anjian.example.gov.cn/v/' + id + '/0123456789ab', // of an older print, without a page
    `https://anjian.example.gov.cn/v/${id}/0123456789ab?p=8-7`,
    `https://anjian.example.gov.cn/v/${id}/0123456789ab?p=0-7`,
    'https://elsewhere.example/ad?p=1-1',
    `javascript:/v/${id}/0123456789ab?p=1-2`,
  ])('%s is none', (said) => expect(pageCodeOf(said)).toBeUndefined())
})
