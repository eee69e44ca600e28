import type { Tone } from '../../parts/StateMark.vue'
import type { Plan, PlanView, Target } from '../../use/office/plans'

export const PLAN_TONE: Record<Plan['state'], Tone> = { draft: 'quiet', submitted: 'warn', approved: 'act', in_force: 'good', closed: 'quiet' }
export const PACE_TONE: Record<PlanView['pace'][number]['word'], Tone> = { ahead: 'act', on_pace: 'good', behind: 'bad' }
export const TARGET_TONE: Record<Target['state'], Tone> = { unscheduled: 'quiet', month: 'quiet', day: 'warn', dispatched: 'act', done: 'good', cancelled: 'quiet' }
