import { PhotoError, type DevelopReply, type DevelopRequest } from './photo'
import { develop, type Surface } from './process'
import type { Size } from './size'

declare const self: DedicatedWorkerGlobalScope

function offscreen(size: Size): Surface {
  const canvas = new OffscreenCanvas(size.width, size.height)
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no 2d context in this worker')
  return { pen, jpeg: async (quality) => (await canvas.convertToBlob({ type: 'image/jpeg', quality })).arrayBuffer() }
}

self.onmessage = async (event: MessageEvent<DevelopRequest>) => {
  const { id, file, watermark } = event.data
  try {
    const photo = await develop(file, watermark, offscreen)
    self.postMessage({ id, photo } satisfies DevelopReply, [photo.bytes])
  } catch (error) {
    const code = error instanceof PhotoError ? error.code : 'photo.unreadable'
    self.postMessage({ id, code, why: String(error) } satisfies DevelopReply)
  }
}
