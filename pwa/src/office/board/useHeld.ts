import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { weighLaying, type BoardView, type Job, type Objection } from '../../use/office/board'
import { crewFor } from './weeks'

export interface Held {
  /** The job in hand: selected by key, or being dragged. */
  job: ShallowRef<Job | undefined>
  /** The day the keyboard points at. */
  aim: ComputedRef<string>
  /** What speaks against each day; a day that is not in it is still being weighed. */
  against: Ref<Record<string, Objection[]>>
  hold(job: Job | undefined): void
  move(by: number): void
}

/** A job in hand: the server weighs every day it could go to before it is put anywhere. */
export function useHeld(board: () => BoardView | undefined, open: () => readonly string[]): Held {
  const job = shallowRef<Job>()
  const at = ref(0)
  const against = ref<Record<string, Objection[]>>({})
  const aim = computed(() => open()[Math.min(at.value, open().length - 1)] ?? '')
  let round = 0
  watch([job, () => open().join()], async () => {
    const mine = ++round
    const [held, view] = [job.value, board()]
    against.value = {}
    if (!held || !view) return
    await Promise.all(open().map(async (day) => {
      const answer = await weighLaying({ jobId: held.id, day, ...crewFor(view, held, day), perDay: view.perDay, vehicles: view.vehicles })
      if (mine === round && answer.ok) against.value = { ...against.value, [day]: answer.value }
    }))
  })
  return {
    job, aim, against,
    hold: (next) => {
      at.value = 0
      job.value = next
    },
    move: (by) => {
      at.value = Math.max(0, Math.min(open().length - 1, at.value + by))
    },
  }
}
