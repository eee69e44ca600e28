// The phone in somebody else's hand shows one document and nothing else: the screen stays on, the back button does
// nothing, and only a deliberate press gives the phone back to its inspector.

import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'

const press = 1_500

/** Keeps the screen on and the way out shut while `locked`. */
export function useHandover(locked: () => boolean): void {
  let awake: WakeLockSentinel | undefined
  let gone = false
  async function stayAwake(): Promise<void> {
    if (gone || document.visibilityState !== 'visible') return
    try {
      awake = await navigator.wakeLock?.request('screen')
      if (gone) void awake?.release()
    } catch {
      // a phone that saves its battery may say no; nothing depends on it
    }
  }
  const back = (): void => void stayAwake()
  onMounted(() => {
    void stayAwake()
    document.addEventListener('visibilitychange', back)
  })
  onBeforeUnmount(() => {
    gone = true
    document.removeEventListener('visibilitychange', back)
    void awake?.release()
  })
  onBeforeRouteLeave(() => !locked())
}

/** A press that must be held: with a finger, or with a key. */
export function usePress(done: () => void): { held: Ref<boolean>; begin(event?: Event): void; end(): void } {
  const held = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  function end(): void {
    clearTimeout(timer)
    held.value = false
  }
  function begin(event?: Event): void {
    event?.preventDefault() // no menu for a long press, no second press by a key that repeats
    if (held.value) return
    held.value = true
    timer = setTimeout(() => {
      end()
      done()
    }, press)
  }
  onBeforeUnmount(end)
  return { held, begin, end }
}
