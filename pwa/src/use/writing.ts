// Whether something is half written just now: an open sheet, a camera, a word between two keys. Whoever holds it says so;
// an update and whatever else may wait asks here first.

import { computed, onScopeDispose, ref, watch } from 'vue'

const held = ref(0)

/** True while something is half written anywhere on this page. */
export const isWriting = computed(() => held.value > 0)

/** Says that something is being written, until the returned function is called. */
export function beginWriting(): () => void {
  let open = true
  held.value += 1
  return () => {
    if (open) held.value -= 1
    open = false
  }
}

/** Says so while `open` holds and the calling screen lives. */
export function writingWhile(open: () => boolean): void {
  let end: (() => void) | undefined
  const stop = (): void => {
    end?.()
    end = undefined
  }
  watch(open, (now) => (now ? (end ??= beginWriting()) : stop()), { immediate: true, flush: 'sync' })
  onScopeDispose(stop)
}
