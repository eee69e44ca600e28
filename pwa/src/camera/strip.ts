import type { Size } from './size'
import type { Watermark } from './photo'

/** The part of a 2D context that the strip needs; page canvas and worker canvas both have it. */
export interface Pen {
  font: string
  fillStyle: unknown
  textBaseline: unknown
  fillRect(x: number, y: number, w: number, h: number): void
  fillText(text: string, x: number, y: number): void
  measureText(text: string): { width: number }
}

const FAMILY = '"PingFang SC", "HarmonyOS Sans SC", MiSans, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif'

/** Breaks a line where it leaves the strip. Chinese breaks anywhere. */
export function wrap(text: string, fits: (part: string) => boolean): string[] {
  const rows: string[] = []
  let row = ''
  for (const character of text) {
    if (row !== '' && !fits(row + character)) {
      rows.push(row)
      row = ''
    }
    row += character
  }
  if (row !== '') rows.push(row)
  return rows
}

/** Draws the watermark as a dark strip with white words along the bottom edge. */
export function drawStrip(pen: Pen, size: Size, mark: Watermark): void {
  const em = Math.max(14, Math.round(Math.max(size.width, size.height) / 55))
  const pad = Math.round(em * 0.7)
  pen.font = `600 ${em}px ${FAMILY}`
  const stampWidth = mark.stamp ? pen.measureText(mark.stamp).width + pad * 2 : 0
  const room = size.width - pad * 2 - stampWidth
  const rows = mark.lines.flatMap((line) => wrap(line, (part) => pen.measureText(part).width <= room)).slice(0, 8)
  const step = Math.round(em * 1.4)
  const height = Math.max(rows.length, mark.stamp ? 1 : 0) * step + pad
  if (height <= pad) return
  const top = size.height - height
  pen.fillStyle = 'rgba(12, 18, 18, 0.66)'
  pen.fillRect(0, top, size.width, height)
  pen.textBaseline = 'middle'
  pen.fillStyle = '#ffffff'
  rows.forEach((row, i) => pen.fillText(row, pad, top + pad / 2 + step * (i + 0.5)))
  if (mark.stamp) {
    const left = size.width - stampWidth
    pen.fillStyle = '#f0bf6b'
    pen.fillRect(left, top, stampWidth, step + pad)
    pen.fillStyle = '#1d1503'
    pen.fillText(mark.stamp, left + pad, top + (step + pad) / 2)
  }
}
