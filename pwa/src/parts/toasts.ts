import { readonly, ref } from 'vue'

export interface ToastNote {
  id: number
  text: string
  tone: 'plain' | 'bad'
  /** Takes back what was just done; shown as a button. */
  undo?: () => void | Promise<void>
}

const shown = ref<ToastNote | undefined>()
let counter = 0
let timer: ReturnType<typeof setTimeout> | undefined

/** The one note shown now. */
export const toast = readonly(shown)

/** Says one short thing for a few seconds, with a way to take it back. A newer note replaces an older one. */
export function say(text: string, options: { tone?: ToastNote['tone']; undo?: ToastNote['undo']; ms?: number } = {}): void {
  clearTimeout(timer)
  counter += 1
  shown.value = { id: counter, text, tone: options.tone ?? 'plain', undo: options.undo }
  timer = setTimeout(hush, options.ms ?? (options.tone === 'bad' ? 8000 : options.undo ? 7000 : 5000))
}

/** Takes the note away. */
export function hush(): void {
  clearTimeout(timer)
  shown.value = undefined
}
