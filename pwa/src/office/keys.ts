import { nextTick, onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue'

const typing = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/**
 * Keys of a table: j and k (or the arrows) move, Enter opens, / goes to the search field, Escape leaves it. They rest
 * while somebody types or a dialog stands open. Rows carry data-row with their number.
 */
export function useTableKeys(count: () => number, open: (at: number) => void, search: () => HTMLElement | null | undefined): { at: Ref<number> } {
  const at = ref(-1)
  watch(count, (n) => {
    if (at.value >= n) at.value = n - 1
  })
  async function move(by: number): Promise<void> {
    at.value = Math.max(0, Math.min(count() - 1, at.value + by))
    await nextTick()
    document.querySelector<HTMLElement>(`[data-row="${at.value}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  function onKey(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || document.documentElement.classList.contains('held')) return
    if (typing(event.target)) {
      if (event.key === 'Escape') (event.target as HTMLElement).blur()
      return
    }
    if (event.key === 'j' || event.key === 'k') void move(event.key === 'j' ? 1 : -1)
    else if (event.key === 'Enter' && at.value >= 0 && !(event.target instanceof HTMLElement && event.target.closest('a, button'))) open(at.value)
    else if (event.key === '/') {
      event.preventDefault()
      search()?.focus()
    }
  }
  onMounted(() => document.addEventListener('keydown', onKey))
  onBeforeUnmount(() => document.removeEventListener('keydown', onKey))
  return { at }
}
