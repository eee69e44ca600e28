// Rooms that are brought after the first start: opened before they are here and without a network they say so and close.

import { defineAsyncComponent, type Component } from 'vue'
import { say } from '../../parts/toasts'
import { t } from '../../use/i18n'

/** A screen of a later room with its words; `missing` is called when it cannot be had now. */
export function laterRoom<T extends Component>(load: () => Promise<{ default: T }>, words: () => Promise<void>, missing: () => void): T {
  return defineAsyncComponent<T>({
    loader: async () => (await Promise.all([load(), words()]))[0].default,
    onError(_error, _retry, fail) {
      say(t('app.notBrought'), { tone: 'bad' })
      missing()
      fail()
    },
  })
}
