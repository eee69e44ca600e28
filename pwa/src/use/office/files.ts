// Pictures and papers of a case, fetched with the person's token and given back when no longer shown.

import { onScopeDispose, readonly, shallowRef, watch, type Ref } from 'vue'
import type { Problem } from '../../local/db'
import type { PhotoMark } from '../../inspection/record.gen'
import { withMarks } from '../photo'
import { bytesFromDesk } from './door'

export type PictureScreen = { kind: 'loading' } | { kind: 'missing' } | { kind: 'ready'; url: string }

export function usePicture(checkId: () => string, sha256: () => string, size: 'thumb' | 'full', marks: () => readonly PhotoMark[] = () => []): Readonly<Ref<PictureScreen>> {
  const screen = shallowRef<PictureScreen>({ kind: 'loading' })
  let round = 0
  const giveBack = (): void => {
    if (screen.value.kind === 'ready') URL.revokeObjectURL(screen.value.url)
  }
  watch([checkId, sha256, () => JSON.stringify(marks())], async () => {
    const mine = ++round
    const answer = await bytesFromDesk(`/checks/${checkId()}/files/${sha256()}${size === 'thumb' ? '?size=thumb' : ''}`, 'image/*')
    const shown = answer.ok ? await withMarks(answer.value, marks(), size) : undefined
    if (mine !== round) return
    giveBack()
    screen.value = shown ? { kind: 'ready', url: URL.createObjectURL(shown) } : { kind: 'missing' }
  }, { immediate: true })
  onScopeDispose(() => {
    round += 1
    giveBack()
  })
  return readonly(screen) as Readonly<Ref<PictureScreen>>
}

const keepOpen = 120_000 // a viewer reads it at leisure

/** Shows one expert's opinion. */
export const showOpinionPdf = (checkId: string, opinionId: string, name: string, how: 'open' | 'save'): Promise<Problem | undefined> =>
  showPdf(`/checks/${checkId}/opinions/${opinionId}/opinion.pdf`, name, how)

/** Shows one supplement to a record. */
export const showSupplementPdf = (checkId: string, supplementId: string, name: string, how: 'open' | 'save'): Promise<Problem | undefined> =>
  showPdf(`/checks/${checkId}/supplements/${supplementId}/supplement.pdf`, name, how)

/** Fetches a paper and hands it to the browser, to look at or to keep. Resolves to the refusal, if any. */
export async function showPdf(path: string, name: string, how: 'open' | 'save'): Promise<Problem | undefined> {
  const answer = await bytesFromDesk(path, 'application/pdf')
  if (!answer.ok) return answer.problem
  const url = URL.createObjectURL(answer.value)
  const link = document.createElement('a')
  link.href = url
  if (how === 'save') link.download = `${name}.pdf`
  else link.target = '_blank'
  link.rel = 'noopener'
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), keepOpen)
  return undefined
}
