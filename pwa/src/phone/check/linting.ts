// The document linter's list, with its words: brought when a visit is closed or a paper is issued.

import { defineAsyncComponent } from 'vue'
import { lazyWords } from '../words'

const addLintWords = lazyWords(() => [import('../../locales/zh-CN/lint')], () => [import('../../locales/en/lint')])

export const GapList = defineAsyncComponent(async () => (await Promise.all([import('./GapList.vue'), addLintWords()]))[0])
