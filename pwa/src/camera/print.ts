// What a picture looks like in 64 bits, so that one used again is found although it was recompressed, reduced or trimmed.
// Twin of internal/files/print.go: whole numbers only, both pass internal/files/testdata/prints.json.

const CELLS = 32
const WAVES = 8
const FINEST = 14
/** The median strength, in tenths of a step of brightness, under which a picture is too plain to have a print. */
const PLAINEST = 2

/** cos((2x+1)uπ/64) for u from 1, in whole numbers. */
const cosines = Array.from({ length: WAVES }, (_, u) =>
  Array.from({ length: CELLS }, (__, x) => Math.round(Math.cos(((2 * x + 1) * (u + 1) * Math.PI) / (2 * CELLS)) * (1 << FINEST))),
)

/** The print of a picture given by the brightness of its pixels, row by row: 16 hexadecimal digits; empty when it has none. */
export function printOf(luma: Uint8Array | Uint8ClampedArray, width: number): string {
  const rows = width < CELLS ? 0 : Math.floor((Math.floor(luma.length / width) * 4) / 5)
  if (rows < CELLS) return ''
  const cell = (j: number, i: number): number => {
    const [top, bottom] = [Math.floor((j * rows) / CELLS), Math.floor(((j + 1) * rows) / CELLS)]
    const [left, right] = [Math.floor((i * width) / CELLS), Math.floor(((i + 1) * width) / CELLS)]
    let sum = 0
    for (let y = top; y < bottom; y += 1) for (let x = left; x < right; x += 1) sum += luma[y * width + x] ?? 0
    return Math.floor(sum / ((bottom - top) * (right - left)))
  }
  const dot = (values: readonly number[], u: number): number => values.reduce((sum, value, x) => sum + value * (cosines[u]?.[x] ?? 0), 0)
  const waves = [...Array(WAVES).keys()]
  const across = Array.from({ length: CELLS }, (_, j) => {
    const row = Array.from({ length: CELLS }, (__, i) => cell(j, i))
    return waves.map((u) => dot(row, u))
  })
  const strength = waves.flatMap((v) => waves.map((u) => dot(across.map((row) => row[u] ?? 0), v)))
  const sizes = strength.map(Math.abs).sort((a, b) => a - b)
  if ((sizes[sizes.length / 2] ?? 0) * 10 < PLAINEST * ((CELLS * CELLS) / 4) * 2 ** (2 * FINEST)) return ''
  const middle = [...strength].sort((a, b) => a - b)[strength.length / 2 - 1] ?? 0
  let print = ''
  for (let at = 0; at < strength.length; at += 4) print += parseInt(strength.slice(at, at + 4).map((s) => (s > middle ? '1' : '0')).join(''), 2).toString(16)
  return print
}

/** The brightness of RGBA pixels. */
export function lumaOf(pixels: Uint8ClampedArray): Uint8Array {
  const luma = new Uint8Array(pixels.length / 4)
  for (let i = 0; i < luma.length; i += 1) luma[i] = Math.floor((299 * (pixels[i * 4] ?? 0) + 587 * (pixels[i * 4 + 1] ?? 0) + 114 * (pixels[i * 4 + 2] ?? 0)) / 1000)
  return luma
}
