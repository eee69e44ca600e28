// A small picture of a photo on this phone, drawn only when it comes into sight, one at a time: three hundred photos in a
// list must not be three hundred photos in memory.

import { onMounted, onScopeDispose, ref, type Ref } from 'vue'
import { standing } from './ground'

let line: Promise<unknown> = Promise.resolve()

/** useThumb draws the photo into the canvas once it is seen; false for as long as there is nothing to show. */
export function useThumb(canvas: Readonly<Ref<HTMLCanvasElement | null>>, sha256: () => string): Readonly<Ref<boolean>> {
  const drawn = ref(false)
  const { local } = standing()
  let over = false
  let watcher: IntersectionObserver | undefined
  const draw = async (): Promise<void> => {
    const place = canvas.value
    if (over || !place) return
    const row = await local.blob(sha256())
    if (over || !row) return
    const picture = await createImageBitmap(new Blob([row.bytes], { type: row.type }))
    const side = Math.min(picture.width, picture.height)
    place.getContext('2d')?.drawImage(picture, (picture.width - side) / 2, (picture.height - side) / 2, side, side, 0, 0, place.width, place.height)
    picture.close()
    drawn.value = true
  }
  onMounted(() => {
    if (!canvas.value || !('createImageBitmap' in globalThis)) return
    watcher = new IntersectionObserver((seen) => {
      if (!seen.some((s) => s.isIntersecting)) return
      watcher?.disconnect()
      line = line.then(draw).catch(() => undefined) // a picture that cannot be drawn is no reason not to show its line
    }, { rootMargin: '200px' })
    watcher.observe(canvas.value)
  })
  onScopeDispose(() => {
    over = true
    watcher?.disconnect()
  })
  return drawn
}
