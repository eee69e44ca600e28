// What two people recorded differently comes later: most checks never need it.

import { defineAsyncComponent } from 'vue'
import { lazyWords } from '../words'

const addSettleWords = lazyWords(() => [import('../../locales/zh-CN/settle')], () => [import('../../locales/en/settle')])

export const ContestedAnswers = defineAsyncComponent(async () => (await Promise.all([import('../settle/ContestedAnswers.vue'), addSettleWords()]))[0])
export const ContestedFinding = defineAsyncComponent(async () => (await Promise.all([import('../settle/ContestedFinding.vue'), addSettleWords()]))[0])
