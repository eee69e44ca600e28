import { cornersOf, flatten, upright, type Pixels, type SheetReply } from './flatten'
import { pageCodeOf } from './pagecode'
import { readCode } from './readqr'

declare const self: DedicatedWorkerGlobalScope

// A4 at 150 dots an inch: enough to read, and a third of the bytes of the original.
const FLAT = { width: 1240, height: 1754 }

self.onmessage = ({ data: picture }: MessageEvent<Pixels>) => {
  const read = readCode(picture, (text) => pageCodeOf(text) !== undefined)
  const found = cornersOf(picture)
  const corners = read ? upright(found, read.at) : found
  const flat = flatten(picture, corners, FLAT.width, FLAT.height)
  const reply: SheetReply = { corners, flat, ...(read ? { text: read.text } : {}) }
  self.postMessage(reply, [flat.data.buffer])
}
