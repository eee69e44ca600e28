import { nextTick, onBeforeUnmount, watch, type Ref } from 'vue'
import { writingWhile } from '../use/writing'

const REACHABLE = 'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex]:not([tabindex="-1"])'

/**
 * Keeps the keyboard inside `box` while `open`, closes on Escape, and gives the focus back to where it was.
 * The page behind does not scroll meanwhile.
 */
export function holdFocus(box: Ref<HTMLElement | null>, open: () => boolean, close: () => void): void {
  let before: Element | null = null
  writingWhile(open)

  function onKey(event: KeyboardEvent): void {
    if (event.isComposing) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      close()
      return
    }
    if (event.key !== 'Tab' || !box.value) return
    const stops = [...box.value.querySelectorAll<HTMLElement>(REACHABLE)]
    const first = stops[0]
    const last = stops[stops.length - 1]
    const at = document.activeElement
    if (event.shiftKey ? at === first || at === box.value : at === last) {
      event.preventDefault()
      ;(event.shiftKey ? last : first)?.focus()
    }
  }

  function release(): void {
    document.removeEventListener('keydown', onKey, true)
    document.documentElement.classList.remove('held')
    if (before instanceof HTMLElement) before.focus()
    before = null
  }

  watch(
    open,
    async (now, was) => {
      if (now) {
        before = document.activeElement
        document.addEventListener('keydown', onKey, true)
        document.documentElement.classList.add('held')
        await nextTick()
        const wanted = box.value?.querySelector<HTMLElement>('[autofocus]') ?? box.value
        wanted?.focus({ preventScroll: true })
      } else if (was) {
        release()
      }
    },
    { immediate: true },
  )
  onBeforeUnmount(() => {
    if (open()) release()
  })
}
