// A paper as the server prints it: fetched when asked for, kept as long as its screen is open.

import { onScopeDispose, ref, type Ref } from 'vue'
import type { fetchLoopPdf } from './papers'
import { sayProblem } from './refusal'

export interface Pdf {
  /** Where it can be opened from; empty until it is here. */
  url: Ref<string>
  busy: Ref<boolean>
  problem: Ref<string>
  fetchIt(): Promise<void>
}

export function usePdf(fetchPdf: () => ReturnType<typeof fetchLoopPdf>): Pdf {
  const [url, busy, problem] = [ref(''), ref(false), ref('')]
  onScopeDispose(() => url.value && URL.revokeObjectURL(url.value))
  return {
    url, busy, problem,
    async fetchIt() {
      busy.value = true
      const got = await fetchPdf()
      busy.value = false
      problem.value = 'url' in got ? '' : sayProblem(got).text
      if ('url' in got) url.value = got.url
    },
  }
}
