// Draws marks over a picture, always on a copy: the bytes that are evidence stay as they are. What is blurred is replaced
// in the pixels of the copy by a few large squares, as the server does (internal/files/cover.go); the rest looks as on
// paper (internal/paper/marks.go): red with a white edge, words on a white plate.

import type { PhotoMark } from '../inspection/record.gen'
import type { Size } from './size'
import { wrap } from './strip'

const FULL = 10_000
const BLOCKS = 6
const COARSEST = 40
const EM = 0.04
const RED = '#d1121a'
const FAMILY = '"PingFang SC", "HarmonyOS Sans SC", MiSans, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif'

export type MarkPen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** Draws all marks in order; what is blurred first, so that nothing drawn is blurred with it. */
export function drawMarks(pen: MarkPen, size: Size, marks: readonly PhotoMark[]): void {
  const place = ({ x, y, x2 = 0, y2 = 0 }: PhotoMark) => ({ x: (x / FULL) * size.width, y: (y / FULL) * size.height, x2: (x2 / FULL) * size.width, y2: (y2 / FULL) * size.height })
  for (const mark of marks) if (mark.shape === 'blur') cover(pen, size, mark)
  const line = Math.max(1.5, Math.max(size.width, size.height) / 220)
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  for (const mark of marks) {
    const { x, y, x2, y2 } = place(mark)
    if (mark.shape === 'text') label(pen, size, x, y, mark.text ?? '')
    for (const [colour, width] of [['#ffffff', line * 2.2], [RED, line]] as const) {
      pen.strokeStyle = colour
      pen.fillStyle = colour
      pen.lineWidth = width
      if (mark.shape === 'arrow') arrow(pen, x, y, x2, y2, line * 6.5)
      if (mark.shape === 'ellipse') {
        pen.beginPath()
        pen.ellipse((x + x2) / 2, (y + y2) / 2, Math.abs(x2 - x) / 2, Math.abs(y2 - y) / 2, 0, 0, 2 * Math.PI)
        pen.stroke()
      }
    }
  }
}

function arrow(pen: MarkPen, x: number, y: number, x2: number, y2: number, most: number): void {
  const length = Math.hypot(x2 - x, y2 - y)
  if (length === 0) return
  const head = Math.min(most, Math.max(most / 2, length / 3))
  const [dx, dy] = [(x2 - x) / length, (y2 - y) / length]
  const [backX, backY] = [x2 - dx * head, y2 - dy * head]
  pen.beginPath()
  pen.moveTo(x, y)
  pen.lineTo(backX, backY)
  pen.stroke()
  pen.beginPath()
  pen.moveTo(x2, y2)
  pen.lineTo(backX - dy * head * 0.45, backY + dx * head * 0.45)
  pen.lineTo(backX + dy * head * 0.45, backY - dx * head * 0.45)
  pen.closePath()
  pen.stroke()
  pen.fill()
}

/** Words from their upper left corner, broken where the picture ends, moved in where they would leave it. */
function label(pen: MarkPen, size: Size, x: number, y: number, text: string): void {
  const em = Math.max(10, Math.max(size.width, size.height) * EM)
  pen.font = `600 ${em}px ${FAMILY}`
  pen.textBaseline = 'middle'
  const room = Math.min(size.width, Math.max(size.width - x, 8 * em))
  const rows = wrap(text, (part) => pen.measureText(part).width <= room)
  const left = Math.min(x, size.width - room)
  const top = Math.max(0, Math.min(y, size.height - rows.length * em * 1.3))
  rows.forEach((row, i) => {
    pen.fillStyle = '#ffffff'
    pen.fillRect(left - em * 0.15, top + i * em * 1.3, pen.measureText(row).width + em * 0.3, em * 1.3)
    pen.fillStyle = RED
    pen.fillText(row, left, top + (i + 0.5) * em * 1.3)
  })
}

/** Replaces a region by large squares of their mean colour. */
function cover(pen: MarkPen, size: Size, { x, y, x2 = 0, y2 = 0 }: PhotoMark): void {
  const left = Math.floor((x * size.width) / FULL)
  const top = Math.floor((y * size.height) / FULL)
  const right = Math.min(size.width, Math.ceil((x2 * size.width) / FULL))
  const bottom = Math.min(size.height, Math.ceil((y2 * size.height) / FULL))
  if (right <= left || bottom <= top) return
  const step = Math.max(1, Math.ceil(Math.max(right - left, bottom - top) / BLOCKS), Math.ceil(Math.max(size.width, size.height) / COARSEST))
  for (let row = top; row < bottom; row += step) {
    for (let column = left; column < right; column += step) {
      const [w, h] = [Math.min(step, right - column), Math.min(step, bottom - row)]
      const { data } = pen.getImageData(column, row, w, h)
      const sum = [0, 0, 0]
      for (let i = 0; i < data.length; i += 4) for (const c of [0, 1, 2]) sum[c] = (sum[c] ?? 0) + (data[i + c] ?? 0)
      pen.fillStyle = `rgb(${sum.map((s) => Math.round(s / (w * h))).join(',')})`
      pen.fillRect(column, row, w, h)
    }
  }
}

/** A copy of a picture with its marks, its longer side at most that long. */
export async function markedCopy(picture: Blob, marks: readonly PhotoMark[], most: number): Promise<Blob> {
  const bitmap = await createImageBitmap(picture)
  try {
    const scale = Math.min(1, most / Math.max(bitmap.width, bitmap.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(bitmap.width * scale))
    canvas.height = Math.max(1, Math.round(bitmap.height * scale))
    const pen = canvas.getContext('2d', { willReadFrequently: true })
    if (!pen) return picture
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    drawMarks(pen, canvas, marks)
    return await new Promise<Blob>((resolve) => canvas.toBlob((copy) => resolve(copy ?? picture), 'image/jpeg', 0.9))
  } finally {
    bitmap.close()
  }
}
