import { ref, watch, type Ref } from 'vue'
import { writingWhile } from '../use/writing'

/**
 * The text of an input that an input method may be composing in. While it composes, nothing outside changes and nothing
 * outside may change the input: the half-typed pinyin belongs to the person and the keyboard.
 */
export function composing(value: () => string, change: (text: string) => void): { text: Ref<string>; on: Record<string, (event: Event) => void>; busy: Ref<boolean> } {
  const text = ref(value())
  const busy = ref(false)
  writingWhile(() => busy.value)
  watch(value, (next) => {
    if (!busy.value && next !== text.value) text.value = next
  })
  const read = (event: Event): string => (event.target as HTMLInputElement | HTMLTextAreaElement).value
  const on = {
    compositionstart: () => {
      busy.value = true
    },
    compositionend: (event: Event) => {
      busy.value = false
      text.value = read(event)
      change(text.value)
    },
    input: (event: Event) => {
      if (busy.value || (event as InputEvent).isComposing) return
      text.value = read(event)
      change(text.value)
    },
    keydown: (event: Event) => {
      const key = event as KeyboardEvent
      // Enter that ends a composition must not submit the form. 229: the keyboard is still composing.
      if (key.key === 'Enter' && (busy.value || key.isComposing || key.keyCode === 229)) key.preventDefault()
    },
    blur: (event: Event) => {
      busy.value = false
      if (read(event) !== value()) change(read(event))
    },
  }
  return { text, on, busy }
}
