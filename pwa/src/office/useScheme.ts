import { ref, shallowRef, watch, type Ref } from 'vue'
import { readChecklist, type EnterpriseBrief } from '../use/office/register'
import type { Problem } from '../use/office/door'
import { emptyScheme, prefillScheme, refill, type SchemeDraft } from './prefill'

/** A scheme that drafts itself from the chosen checklists and leaves alone what a person wrote. */
export function useScheme(codes: () => readonly string[], enterprise: () => EnterpriseBrief | undefined, begin: SchemeDraft = emptyScheme(), source: () => string | undefined = () => undefined): { scheme: Ref<SchemeDraft>; problem: Ref<Problem | undefined>; redraft(): void } {
  const scheme = ref<SchemeDraft>({ ...begin })
  const problem = shallowRef<Problem>()
  let drafted = emptyScheme()
  let round = 0
  watch([() => codes().join(), () => enterprise()?.id, source], async () => {
    const mine = ++round
    const answers = await Promise.all(codes().map((code) => readChecklist(code)))
    if (mine !== round) return
    problem.value = undefined
    const lists = answers.flatMap((a) => {
      if (a.ok) return [a.value]
      problem.value = a.problem
      return []
    })
    const next = prefillScheme(lists, enterprise(), source())
    scheme.value = refill(scheme.value, drafted, next)
    drafted = next
  }, { immediate: true })
  const redraft = (): void => {
    scheme.value = { ...drafted, basis: drafted.basis || scheme.value.basis, reason: scheme.value.reason, remark: scheme.value.remark, joint: scheme.value.joint }
  }
  return { scheme, problem, redraft }
}
