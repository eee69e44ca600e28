// A screen's hold on one check: what it sees, and how it acts. A refusal is said at once, with its article.

import { computed, toRaw, type ComputedRef } from 'vue'
import { mayNow } from '../../inspection/do'
import type { Bodies, Kind } from '../../inspection/record.gen'
import { say } from '../../parts/toasts'
import { useCheck, type CheckScreen, type UsedCheck, type ViewedCheck } from '../../use/check'
import { sayProblem } from '../../use/refusal'
import { me } from '../../use/session'

type Problem = NonNullable<Awaited<ReturnType<UsedCheck['act']>>>
export type Picture = NonNullable<Parameters<UsedCheck['act']>[2]>[number]

export interface MyCheck {
  state: ComputedRef<CheckScreen['kind']>
  check: ComputedRef<ViewedCheck | undefined>
  /** Carries an act out; false when it was refused, which has then been said. */
  run<K extends Kind>(kind: K, body: Bodies[K], pictures?: readonly Picture[], draftKey?: string): Promise<boolean>
  may(kind: Kind): boolean
}

export function useMyCheck(id: () => string): MyCheck {
  const { screen, act } = useCheck(id)
  const now = computed(() => toRaw(screen.value))
  const check = computed(() => (now.value.kind === 'ready' ? now.value.check : undefined))
  return {
    state: computed(() => now.value.kind),
    check,
    async run(kind, body, pictures, draftKey) {
      const problem = await act(kind, body, pictures, draftKey)
      if (problem) tell(problem)
      return problem === undefined
    },
    may: (kind) => check.value !== undefined && me.value !== undefined && mayNow(check.value.record, me.value, kind),
  }
}

/** Says a refusal: what, why, what next. */
export function tell(problem: Problem): void {
  say(problemText(problem), { tone: 'bad' })
}

export function problemText(problem: Problem): string {
  const { text, article } = sayProblem(problem)
  return article ? `${text}（${article}）` : text
}
