// A QR code (ISO/IEC 18004) of a short address: byte mode, error correction level M, versions 1 to 10. Drawn here because
// a phone may not fetch a picture of an address that nobody else is to know.

/** Rows of modules; true is dark. There is no quiet zone: whoever draws it leaves four modules free. */
export type Modules = boolean[][]

// Level M, by version from 1: codewords in all, correction codewords of a block, blocks.
const TOTAL = [26, 44, 70, 100, 134, 172, 196, 242, 292, 346]
const CORRECTION = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26]
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5]
const ALIGN = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]]

const at = (list: readonly number[], i: number): number => list[i] ?? 0

/** qrOf draws a text; undefined when it is too long (about 200 bytes). */
export function qrOf(text: string, mask?: number): Modules | undefined {
  const bytes = [...new TextEncoder().encode(text)]
  const version = TOTAL.findIndex((_, v) => room(v) * 8 >= 4 + (v + 1 < 10 ? 8 : 16) + bytes.length * 8)
  if (version < 0) return undefined
  const codewords = interleaved(version, dataOf(version, bytes))
  const drawn = [0, 1, 2, 3, 4, 5, 6, 7].filter((m) => mask === undefined || m === mask).map((m) => draw(version + 1, codewords, m))
  return drawn.reduce((best, next) => (penalty(next) < penalty(best) ? next : best))
}

const room = (v: number): number => at(TOTAL, v) - at(CORRECTION, v) * at(BLOCKS, v)

/** The data codewords: mode, length, bytes, then padding. */
function dataOf(v: number, bytes: readonly number[]): number[] {
  const bits: number[] = []
  const put = (value: number, n: number): void => {
    for (let i = n - 1; i >= 0; i -= 1) bits.push((value >>> i) & 1)
  }
  put(4, 4)
  put(bytes.length, v + 1 < 10 ? 8 : 16)
  for (const b of bytes) put(b, 8)
  put(0, Math.min(4, room(v) * 8 - bits.length))
  while (bits.length % 8) bits.push(0)
  const out: number[] = []
  for (let i = 0; i < bits.length; i += 8) out.push(bits.slice(i, i + 8).reduce((sum, bit) => sum * 2 + bit, 0))
  for (let i = 0; out.length < room(v); i += 1) out.push(i % 2 ? 0x11 : 0xec)
  return out
}

/** Multiplies in GF(256) with the polynomial 0x11d. */
function times(a: number, b: number): number {
  let z = 0
  for (let i = 7; i >= 0; i -= 1) z = (z << 1) ^ ((z >>> 7) * 0x11d) ^ (((b >>> i) & 1) * a)
  return z
}

/** The Reed–Solomon remainder of a block. */
function correctionOf(data: readonly number[], degree: number): number[] {
  const divisor: number[] = Array.from({ length: degree }, (_, i) => (i === degree - 1 ? 1 : 0))
  let root = 1
  for (let i = 0; i < degree; i += 1) {
    for (let j = 0; j < degree; j += 1) divisor[j] = times(at(divisor, j), root) ^ (j + 1 < degree ? at(divisor, j + 1) : 0)
    root = times(root, 2)
  }
  const rest = divisor.map(() => 0)
  for (const b of data) {
    const factor = b ^ (rest.shift() ?? 0)
    rest.push(0)
    divisor.forEach((d, i) => (rest[i] = at(rest, i) ^ times(d, factor)))
  }
  return rest
}

function interleaved(v: number, data: readonly number[]): number[] {
  const [blocks, degree] = [at(BLOCKS, v), at(CORRECTION, v)]
  const short = Math.floor(data.length / blocks)
  const longer = data.length % blocks
  const parts: number[][] = []
  for (let b = 0, from = 0; b < blocks; b += 1) {
    const length = short + (b >= blocks - longer ? 1 : 0)
    parts.push(data.slice(from, from + length))
    from += length
  }
  const checks = parts.map((p) => correctionOf(p, degree))
  const across = (lists: number[][]): number[] => Array.from({ length: Math.max(...lists.map((l) => l.length)) }, (_, i) => lists.flatMap((l) => l.slice(i, i + 1))).flat()
  return [...across(parts), ...across(checks)]
}

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0, (_x, y) => y % 2 === 0, (x) => x % 3 === 0, (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0, (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

function draw(version: number, codewords: readonly number[], mask: number): Modules {
  const size = version * 4 + 17
  const dark: Modules = Array.from({ length: size }, () => Array.from({ length: size }, () => false))
  const fixed: Modules = dark.map((row) => row.map(() => false))
  const set = (x: number, y: number, on: boolean): void => {
    const [row, held] = [dark[y], fixed[y]]
    if (!row || !held || x < 0 || x >= size) return
    row[x] = on
    held[x] = true
  }
  for (let i = 0; i < size; i += 1) {
    set(6, i, i % 2 === 0)
    set(i, 6, i % 2 === 0)
  }
  for (const [cx, cy] of [[3, 3], [size - 4, 3], [3, size - 4]] as const) {
    for (let dy = -4; dy <= 4; dy += 1) for (let dx = -4; dx <= 4; dx += 1) set(cx + dx, cy + dy, ![2, 4].includes(Math.max(Math.abs(dx), Math.abs(dy))))
  }
  const places = ALIGN[version - 1] ?? []
  for (const cx of places) for (const cy of places) {
    if ((cx === 6 && (cy === 6 || cy === size - 7)) || (cx === size - 7 && cy === 6)) continue
    for (let dy = -2; dy <= 2; dy += 1) for (let dx = -2; dx <= 2; dx += 1) set(cx + dx, cy + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1)
  }
  format(size, mask, set)
  if (version >= 7) versionBits(size, version, set)
  fillData(size, codewords, mask, dark, fixed)
  return dark
}

function format(size: number, mask: number, set: (x: number, y: number, on: boolean) => void): void {
  let rest = mask // level M is 00
  for (let i = 0; i < 10; i += 1) rest = (rest << 1) ^ ((rest >>> 9) * 0x537)
  const bits = ((mask << 10) | rest) ^ 0x5412
  const bit = (i: number): boolean => ((bits >>> i) & 1) === 1
  for (let i = 0; i <= 5; i += 1) set(8, i, bit(i))
  set(8, 7, bit(6))
  set(8, 8, bit(7))
  set(7, 8, bit(8))
  for (let i = 9; i < 15; i += 1) set(14 - i, 8, bit(i))
  for (let i = 0; i < 8; i += 1) set(size - 1 - i, 8, bit(i))
  for (let i = 8; i < 15; i += 1) set(8, size - 15 + i, bit(i))
  set(8, size - 8, true)
}

function versionBits(size: number, version: number, set: (x: number, y: number, on: boolean) => void): void {
  let rest = version
  for (let i = 0; i < 12; i += 1) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25)
  const bits = (version << 12) | rest
  for (let i = 0; i < 18; i += 1) {
    const [a, b, on] = [size - 11 + (i % 3), Math.floor(i / 3), ((bits >>> i) & 1) === 1]
    set(a, b, on)
    set(b, a, on)
  }
}

/** The codewords in their zigzag, masked. */
function fillData(size: number, codewords: readonly number[], mask: number, dark: Modules, fixed: Modules): void {
  const hides = MASKS[mask] ?? (() => false)
  let i = 0
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5
    for (let step = 0; step < size; step += 1) {
      const y = ((right + 1) & 2) === 0 ? size - 1 - step : step
      for (const x of [right, right - 1]) {
        const row = dark[y]
        if (!row || fixed[y]?.[x]) continue
        const on = i < codewords.length * 8 && ((at(codewords, i >>> 3) >>> (7 - (i & 7))) & 1) === 1
        row[x] = on !== hides(x, y)
        i += 1
      }
    }
  }
}

/** How hard a drawing is to read: the four rules of the standard. */
function penalty(dark: Modules): number {
  const size = dark.length
  const turned = dark.map((_, y) => dark.map((row) => row[y] ?? false))
  let sum = 0
  for (const row of [...dark, ...turned]) {
    const line = row.map((on) => (on ? '1' : '0')).join('')
    for (const run of line.match(/0{5,}|1{5,}/g) ?? []) sum += run.length - 2
    for (let i = 0; i + 11 <= size; i += 1) if (['10111010000', '00001011101'].includes(line.slice(i, i + 11))) sum += 40
  }
  for (let y = 0; y + 1 < size; y += 1) for (let x = 0; x + 1 < size; x += 1) {
    const four = [dark[y]?.[x], dark[y]?.[x + 1], dark[y + 1]?.[x], dark[y + 1]?.[x + 1]]
    if (four.every((on) => on === four[0])) sum += 3
  }
  const share = dark.flat().filter(Boolean).length / (size * size)
  return sum + Math.floor(Math.abs(share * 100 - 50) / 5) * 10
}
