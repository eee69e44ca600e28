// Who looked at cases and personal data, for the policy section.

import type { Ref } from 'vue'
import type { components } from '../../http/schema.gen'
import type { Role } from '../../inspection/record.gen'
import { useList, type UsedList } from './lists'

export type Look = Omit<components['schemas']['Look'], 'role'> & { role: Role }

/** useLooks lists the looks of some days, the newest first. */
export const useLooks = (from: Ref<string>, until: Ref<string>): UsedList<Look> => useList<Look>('/looks', () => ({ from: from.value, until: until.value }))
