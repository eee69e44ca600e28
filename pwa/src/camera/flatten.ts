// A photographed sheet made flat: its four corners are found, and the picture between them is drawn as an upright page.
// Pixels in, pixels out; no canvas, so that it runs in a worker and in a test.

export interface Pixels {
  data: Uint8ClampedArray
  width: number
  height: number
}

export interface Point {
  x: number
  y: number
}

/** The corners of a sheet as it is read: upper left, upper right, lower right, lower left. */
export type Corners = [Point, Point, Point, Point]

/** What the worker says of a photographed sheet. */
export interface SheetReply {
  corners: Corners
  flat: Pixels
  text?: string
}

const SMALL = 320
const LEAST_PART = 0.2

/** The whole picture, for a sheet that cannot be told from its surroundings. */
export const wholeOf = ({ width, height }: Pixels): Corners => [{ x: 0, y: 0 }, { x: width, y: 0 }, { x: width, y: height }, { x: 0, y: height }]

/** cornersOf finds the largest bright patch and its four extremes; the whole picture where that is no sheet. */
export function cornersOf(picture: Pixels): Corners {
  const small = shrink(picture)
  const patch = largestBright(small)
  if (!patch) return wholeOf(picture)
  const scale = picture.width / small.width
  const far = (weigh: (x: number, y: number) => number): Point => {
    let best = patch[0] ?? 0
    for (const at of patch) if (weigh(at % small.width, Math.floor(at / small.width)) > weigh(best % small.width, Math.floor(best / small.width))) best = at
    return { x: ((best % small.width) + 0.5) * scale, y: (Math.floor(best / small.width) + 0.5) * scale }
  }
  const corners: Corners = [far((x, y) => -x - y), far((x, y) => x - y), far((x, y) => x + y), far((x, y) => y - x)]
  return area(corners) >= LEAST_PART * picture.width * picture.height ? corners : wholeOf(picture)
}

/** upright turns the corners so that the page's foot, where its QR code is, lies lower left. */
export function upright(corners: Corners, code: Point): Corners {
  const away = corners.map((c) => Math.hypot(c.x - code.x, c.y - code.y))
  const nearest = away.indexOf(Math.min(...away))
  return [1, 2, 3, 4].map((k) => corners[(nearest + k) % 4]) as Corners
}

const area = (c: Corners): number => Math.abs(c.reduce((sum, p, i) => sum + p.x * (c[(i + 1) % 4] as Point).y - (c[(i + 1) % 4] as Point).x * p.y, 0)) / 2

interface Grey {
  light: Uint8Array
  width: number
  height: number
}

function shrink({ data, width, height }: Pixels): Grey {
  const step = Math.max(1, Math.ceil(Math.max(width, height) / SMALL))
  const [w, h] = [Math.floor(width / step), Math.floor(height / step)]
  const light = new Uint8Array(w * h)
  for (let y = 0; y < h; y += 1) {
    for (let x = 0; x < w; x += 1) {
      let sum = 0
      for (let dy = 0; dy < step; dy += 1) {
        for (let dx = 0; dx < step; dx += 1) {
          const i = ((y * step + dy) * width + x * step + dx) * 4
          sum += (data[i] ?? 0) * 0.3 + (data[i + 1] ?? 0) * 0.59 + (data[i + 2] ?? 0) * 0.11
        }
      }
      light[y * w + x] = sum / (step * step)
    }
  }
  return { light, width: w, height: h }
}

/** The threshold that best parts dark from light (Otsu, 1979). */
function parting(light: Uint8Array): number {
  const counts = new Float64Array(256)
  for (const v of light) counts[v] = (counts[v] ?? 0) + 1
  const total = light.length
  const all = counts.reduce((sum, n, v) => sum + n * v, 0)
  let [below, sumBelow, best, at] = [0, 0, -1, 128]
  for (let v = 0; v < 256; v += 1) {
    below += counts[v] ?? 0
    sumBelow += v * (counts[v] ?? 0)
    if (below === 0 || below === total) continue
    const apart = sumBelow / below - (all - sumBelow) / (total - below)
    const between = below * (total - below) * apart * apart
    if (between > best) [best, at] = [between, v]
  }
  return at
}

function largestBright({ light, width, height }: Grey): number[] | undefined {
  const limit = parting(light)
  const seen = new Uint8Array(light.length)
  let largest: number[] | undefined
  for (let start = 0; start < light.length; start += 1) {
    if (seen[start] || (light[start] ?? 0) <= limit) continue
    const patch = [start]
    seen[start] = 1
    for (const at of patch) {
      const x = at % width
      for (const next of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]) {
        if (next < 0 || next >= width * height || seen[next] || (light[next] ?? 0) <= limit) continue
        seen[next] = 1
        patch.push(next)
      }
    }
    if (!largest || patch.length > largest.length) largest = patch
  }
  return largest
}

/** flatten draws what lies between the corners as an upright page of the size asked, each pixel from the four around it. */
export function flatten(picture: Pixels, corners: Corners, width: number, height: number): Pixels {
  const m = projection(corners)
  const out = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y += 1) {
    const v = (y + 0.5) / height
    for (let x = 0; x < width; x += 1) {
      const u = (x + 0.5) / width
      const below = m[6] * u + m[7] * v + 1
      sample(picture, (m[0] * u + m[1] * v + m[2]) / below - 0.5, (m[3] * u + m[4] * v + m[5]) / below - 0.5, out, (y * width + x) * 4)
    }
  }
  return { data: out, width, height }
}

type Projection = [number, number, number, number, number, number, number, number]

/** The projection that takes the unit square to the four corners (Heckbert, 1989). */
function projection([a, b, c, d]: Corners): Projection {
  const [dx1, dy1, dx2, dy2] = [b.x - c.x, b.y - c.y, d.x - c.x, d.y - c.y]
  const [sx, sy] = [a.x - b.x + c.x - d.x, a.y - b.y + c.y - d.y]
  const det = dx1 * dy2 - dx2 * dy1 || 1e-9
  const g = (sx * dy2 - dx2 * sy) / det
  const h = (dx1 * sy - sx * dy1) / det
  return [b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x, b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y, g, h]
}

function sample({ data, width, height }: Pixels, x: number, y: number, out: Uint8ClampedArray, to: number): void {
  const [px, py] = [Math.min(Math.max(x, 0), width - 1), Math.min(Math.max(y, 0), height - 1)]
  const [x0, y0] = [Math.floor(px), Math.floor(py)]
  const [x1, y1] = [Math.min(x0 + 1, width - 1), Math.min(y0 + 1, height - 1)]
  const [fx, fy] = [px - x0, py - y0]
  for (let k = 0; k < 3; k += 1) {
    const top = (data[(y0 * width + x0) * 4 + k] ?? 0) * (1 - fx) + (data[(y0 * width + x1) * 4 + k] ?? 0) * fx
    const low = (data[(y1 * width + x0) * 4 + k] ?? 0) * (1 - fx) + (data[(y1 * width + x1) * 4 + k] ?? 0) * fx
    out[to + k] = top * (1 - fy) + low * fy
  }
  out[to + 3] = 255
}
