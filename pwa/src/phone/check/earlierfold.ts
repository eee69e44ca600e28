import { defineAsyncComponent } from 'vue'

/** One for all rows of a list: it is brought when the first of them is opened. */
export const EarlierFold = defineAsyncComponent(() => import('../hand/EarlierFold.vue'))
