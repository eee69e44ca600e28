// Reading the QR code of a photographed page. The code is small on the sheet, so the picture is looked at whole and then
// in overlapping parts, the lower ones first: the foot is there unless the sheet was held upside down.

import jsQR from 'jsqr'
import type { Pixels, Point } from './flatten'

export interface ReadCode {
  text: string
  /** The middle of the code. */
  at: Point
}

const PART = 1100
const OVERLAP = 0.25

/** readCode gives the first code whose text is accepted. */
export function readCode(picture: Pixels, accept: (text: string) => boolean): ReadCode | undefined {
  for (const part of partsOf(picture)) {
    const found = jsQR(part.data, part.width, part.height, { inversionAttempts: 'dontInvert' })
    if (!found || !accept(found.data)) continue
    const { topLeftCorner: a, bottomRightCorner: c } = found.location
    return { text: found.data, at: { x: ((a.x + c.x) / 2) * part.step + part.left, y: ((a.y + c.y) / 2) * part.step + part.top } }
  }
  return undefined
}

interface Part extends Pixels {
  left: number
  top: number
  step: number
}

function* partsOf(picture: Pixels): Generator<Part> {
  const { width, height } = picture
  const step = Math.ceil(Math.max(width, height) / (PART * 1.5))
  yield cut(picture, 0, 0, width, height, step)
  if (step === 1) return
  const stride = PART * (1 - OVERLAP)
  const along = (length: number): number[] => Array.from({ length: Math.max(1, Math.ceil((length - PART) / stride) + 1) }, (_, i) => Math.max(0, Math.min(i * stride, length - PART)))
  const rows = along(height)
  for (const top of rows.map((_, i) => rows[rows.length - 1 - i] ?? 0)) for (const left of along(width)) yield cut(picture, Math.floor(left), Math.floor(top), Math.min(PART, width), Math.min(PART, height), 1)
}

function cut({ data, width }: Pixels, left: number, top: number, w: number, h: number, step: number): Part {
  const [cols, rows] = [Math.floor(w / step), Math.floor(h / step)]
  const out = new Uint8ClampedArray(cols * rows * 4)
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < cols; x += 1) {
      const from = ((top + y * step) * width + left + x * step) * 4
      for (let k = 0; k < 4; k += 1) out[(y * cols + x) * 4 + k] = data[from + k] ?? 255
    }
  }
  return { data: out, width: cols, height: rows, left, top, step }
}
