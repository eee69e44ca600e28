import { onBeforeUnmount, ref, watch, type Ref } from 'vue'

const first = 10
const piece = 24

/**
 * How many rows of a long list are drawn: a screenful at once, the rest in pieces between two frames, so that opening is
 * quick and a tap never waits for the list.
 */
export function growing(all: () => number): Ref<number> {
  const drawn = ref(first)
  let handle: ReturnType<typeof setTimeout> | undefined
  const more = (): void => {
    handle = undefined
    if (drawn.value >= all()) return
    drawn.value += piece
    plan()
  }
  const plan = (): void => {
    handle ??= setTimeout(() => requestAnimationFrame(more), 30)
  }
  watch(all, (n) => n > drawn.value && plan(), { immediate: true })
  onBeforeUnmount(() => clearTimeout(handle))
  return drawn
}
