// Double-random draws as the desk reads and carries them out, their certificates, and the results still to be published.

import type { components } from '../../http/schema.gen'
import type { Minted } from './acts'
import { askDesk, bytesFromDesk, hasObject, hasText, type Answered, type Problem } from './door'
import { handOver } from './hand'
import { wholeList } from './lists'
import { useReading, type UsedRead } from './read'

type Schemas = components['schemas']
export type Draw = Schemas['Draw']
export type DrawBrief = Omit<Schemas['DrawBrief'], 'state'> & Pick<Draw, 'state'>
export type DrawWish = Schemas['DrawWish']
export type Pool = Schemas['Pool']
export type DrawPreview = Schemas['DrawPreview']
export type LeftOut = Schemas['LeftOut']
export type WaitingResult = Schemas['WaitingResult']
export type PublishedResult = Schemas['PublishedResult']
export type Section = Schemas['Section']

export const useDraws = (): UsedRead<DrawBrief[]> => useReading(() => wholeList<DrawBrief>('/draws'))
export const useDraw = (id: () => string): UsedRead<Draw> => useReading(() => askDesk<Draw>(`/draws/${id()}`, hasText('drawId')), id)
export const useWaiting = (): UsedRead<WaitingResult[]> => useReading(() => wholeList<WaitingResult>('/results'))
export const usePublished = (bureauId: () => string): UsedRead<PublishedResult[]> => useReading(() => wholeList<PublishedResult>(`/bureaus/${bureauId()}/random-results`), bureauId)
export const useSections = (): UsedRead<Section[]> => useReading(() => wholeList<Section>('/sections'))

const deed = (minted: Minted, rest: object): object => ({ id: minted.id, doneAt: minted.doneAt, ...rest })
/** Makes the pools by the wish and freezes them; the act's id becomes the draw's. */
export const freezeDraw = (wish: DrawWish, minted: Minted): Promise<Answered<Draw>> => askDesk<Draw>('/draws', hasText('drawId'), 'POST', deed(minted, { wish }))

/** What a wish would freeze now; nothing is kept by asking. */
export const previewDraw = (wish: DrawWish): Promise<Answered<DrawPreview>> => askDesk<DrawPreview>('/draw-previews', hasObject('pool'), 'POST', { wish })

/** What is done to a draw, each with what it hands in. */
export interface DrawDeeds {
  promises: { commitment: string }
  secrets: { secret: string }
  drawing: { publicNumber?: string }
  voiding: { reason: string }
}
export const actOnDraw = <K extends keyof DrawDeeds>(id: string, what: K, body: DrawDeeds[K], minted: Minted): Promise<Answered<Draw>> =>
  askDesk<Draw>(`/draws/${id}/${what}`, hasText('drawId'), 'POST', deed(minted, body))

export const publishResult = (checkId: string, minted: Minted): Promise<Answered<WaitingResult>> =>
  askDesk<WaitingResult>(`/results/${checkId}/publication`, hasText('publishedOn'), 'POST', deed(minted, {}))

/** Saves one of the certificate's files under a name. */
export async function saveCertificate(id: string, kind: 'json' | 'html', name: string): Promise<Problem | undefined> {
  const answer = await bytesFromDesk(`/draws/${id}/certificate.${kind}`)
  if (answer.ok) handOver(answer.value, `${name}.${kind}`)
  return answer.ok ? undefined : answer.problem
}

/** The open page of a bureau's published results, and the same as a workbook. */
export const openPage = (bureauId: string): string => `/api/v1/bureaus/${bureauId}/random-results.html`
export const openSheet = (bureauId: string): string => `/api/v1/bureaus/${bureauId}/random-results.xlsx`
