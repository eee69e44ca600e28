import { ref, shallowRef, type Ref } from 'vue'
import { say } from '../../parts/toasts'
import { mintFor, type Minted } from '../../use/office/acts'
import type { Problem } from '../../use/office/door'
import { actOnPlan, type Capacity, type PlanView } from '../../use/office/plans'

/** Writes the capacity and figures of a draft, both at once as they are one act: pressed twice it is done once. */
export function useKeepFigures(plan: PlanView, kept: (plan: PlanView) => void): { busy: Ref<boolean>; problem: Ref<Problem | undefined>; keep: (body: { capacity: Capacity; figures: Pick<PlanView['figures'], 'required' | 'key' | 'random' | 'breakdowns'> }, words: string) => Promise<void> } {
  const busy = ref(false)
  const problem = shallowRef<Problem>()
  let minted: Minted | undefined
  return { busy, problem, keep: async (body, words) => {
    busy.value = true
    minted = mintFor(minted, body)
    const answer = await actOnPlan(plan.id, 'figures', body, minted)
    busy.value = false
    problem.value = answer.ok ? undefined : answer.problem
    if (!answer.ok) return
    say(words)
    kept(answer.value)
  } }
}
