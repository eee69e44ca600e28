import { extra } from '../extra'

/** One for all rows of a list: it is brought when the first of them is opened. */
export const EarlierFold = extra(() => import('../hand/EarlierFold.vue'))
