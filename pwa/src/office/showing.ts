// From a complaint to what it is about, in another part of the same case.

import type { InjectionKey } from 'vue'

/** A part of a case, and the finding, answer, paper or photo in it; without one the part is shown. */
export interface Spot {
  tab: 'summary' | 'findings' | 'answers' | 'loop' | 'photos' | 'experts' | 'signatures'
  id?: string
}

export const showSpot: InjectionKey<(spot: Spot) => void> = Symbol('showSpot')

/** The element's id of a finding, an answer (`list/item`) or a paper. */
export const spotId = (id: string): string => `spot-${id}`
