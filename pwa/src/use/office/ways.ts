// The ways to sign that the bureau accepts: read at the desk, set by its administrator.

import type { components } from '../../http/schema.gen'
import type { Minted } from './acts'
import { askDesk, hasArray, type Answered } from './door'
import { useReading, type UsedRead } from './read'

export type Way = NonNullable<components['schemas']['Ways']['ways']>[number]

interface Ways {
  ways: Way[]
}

/** Every way there is, in the order in which they are shown. */
export const WAYS: readonly Way[] = ['phone', 'own_phone', 'own_link', 'paper', 'certificate']

export const useWays = (): UsedRead<Ways> => useReading(() => askDesk<Ways>('/signing-ways', hasArray('ways')))
export const setWays = (ways: readonly Way[], minted: Minted): Promise<Answered<Ways>> => askDesk<Ways>('/signing-ways', hasArray('ways'), 'PUT', { id: minted.id, doneAt: minted.doneAt, ways })
