// The open sheet of a screen as something that survives the tab: every change goes to disk a moment later, and at once
// before the camera opens or when the app goes out of sight.

import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import { dropDraft, keepDraft, readDraft } from '../../use/drafts'

const pause = 300

export interface SheetDraft<T> {
  draft: ShallowRef<T | undefined>
  change(next: T): void
  /** On disk when it resolves. */
  flush(): Promise<void>
  drop(): Promise<void>
  restore(): Promise<T | undefined>
}

export function useSheetDraft<T>(key: () => string, checkId: () => string): SheetDraft<T> {
  const draft = shallowRef<T>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    if (draft.value !== undefined) await keepDraft(key(), draft.value, checkId())
  }
  const hasty = (): void => {
    if (timer) void flush()
  }
  // A phone may end an app that is out of sight.
  document.addEventListener('visibilitychange', hasty)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', hasty)
    hasty()
  })
  return {
    draft,
    change(next) {
      draft.value = next
      clearTimeout(timer)
      timer = setTimeout(() => void flush(), pause)
    },
    flush,
    async drop() {
      clearTimeout(timer)
      timer = undefined
      draft.value = undefined
      await dropDraft(key())
    },
    async restore() {
      const kept = await readDraft<T>(key())
      if (kept !== undefined && draft.value === undefined) draft.value = kept
      return draft.value
    },
  }
}
