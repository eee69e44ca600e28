import type { Tone } from '../../parts/StateMark.vue'
import type { Draw } from '../../use/office/draws'
import { me } from '../../use/session'

export const DRAW_TONE: Record<Draw['state'], Tone> = { frozen: 'warn', promised: 'act', drawn: 'good', void: 'bad' }

/** Who may freeze, promise, draw and void; the admin only looks. */
export const mayDraw = (): boolean => me.value?.role === 'section_head' || me.value?.role === 'leader' || me.value?.role === 'policy'
