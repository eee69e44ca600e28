// What one does on a checklist: answer, take it back, photograph, raise the finding. Each tap is shown at once as
// pressed; “saved” is what the toast says, when the act is on disk.

import { computed, onScopeDispose, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { itemKey } from '../../inspection/items'
import type { Value, Verdict } from '../../inspection/record.gen'
import { hush, say } from '../../parts/toasts'
import { t } from '../../use/i18n'
import { useMyCheck, type MyCheck } from './acting'
import { newFinding, revising, type FindingDraft } from './findingdraft'
import { attachBody, takePictures } from './pictures'
import { rowsOf, type Row } from './rows'
import { useSheetDraft, type SheetDraft } from './sheetdraft'

export interface Run {
  my: MyCheck
  rows: ComputedRef<Row[]>
  /** Takes the last tap back; there until the next one. */
  undo: ShallowRef<{ item: string; back: () => Promise<void> } | undefined>
  /** The item touched last. */
  last: Ref<string>
  sheet: SheetDraft<FindingDraft>
  answer(item: string, verdict: Verdict, value: Value | undefined, note: string | undefined, refused: () => void): Promise<void>
  answerAll(rows: readonly Row[]): Promise<void>
  photo(item: string, from: 'camera' | 'album'): Promise<void>
  openFinding(item: string): void
}

export function useRun(id: () => string, code: () => string): Run {
  const my = useMyCheck(id)
  const last = ref('')
  const undo = shallowRef<{ item: string; back: () => Promise<void> }>()
  const rows = computed<Row[]>((before) => (my.check.value?.lists[code()] ? rowsOf(my.check.value, code(), before) : []))
  const sheet = useSheetDraft<FindingDraft>(() => `finding/${id()}/${code()}`, id)
  let alive = true
  onScopeDispose(() => {
    alive = false
    hush() // taking back belongs to this screen
  })
  const rowOf = (item: string): Row | undefined => rows.value.find((r) => r.item.id === item)

  // One after the other: each tap supersedes what the one before it left, or a quick second tap would contest the first.
  let turn: Promise<unknown> = Promise.resolve()
  function put(item: string, verdict: Verdict, value?: Value, note?: string): Promise<boolean> {
    const mine = turn.then(() => {
      const standing = my.check.value?.record.answers[itemKey(code(), item)] ?? []
      return my.run('answer_item', { checklist: code(), item, verdict, ...(value ? { value } : {}), ...(note ? { note } : {}), supersedes: standing.map((a) => a.act).slice(0, 10) })
    })
    turn = mine.catch(() => undefined)
    return mine
  }

  async function answer(item: string, verdict: Verdict, value: Value | undefined, note: string | undefined, refused: () => void): Promise<void> {
    const row = rowOf(item)
    if (!row) return
    last.value = item
    undo.value = undefined
    // Settling what two people gave differently needs no sheet when the finding stands already.
    if (verdict === 'violates' && !(row.answers.length > 1 && row.findingId)) {
      openSheet(row, value, note)
      return
    }
    const { answers, findingId } = row
    const before = answers.at(-1)
    if (answers.length === 1 && before?.verdict === verdict && before.value?.number === value?.number && before.value?.date === value?.date && before.note === note) return
    const done = await put(item, verdict, value, note)
    if (!done) refused()
    if (!done || !alive) return
    if (findingId && verdict !== 'violates') {
      say(t('run.findingStays', { item }))
      return
    }
    undo.value = { item, back: () => takeBack(item, before) }
    say(t('run.saved', { item, verdict: t(`verdict.${verdict}`) }), { undo: undo.value.back })
  }

  async function takeBack(item: string, before: Row['answers'][number] | undefined): Promise<void> {
    undo.value = undefined
    hush()
    if (await put(item, before?.verdict ?? 'not_examined', before?.value, before?.note)) say(t('run.takenBack', { item }))
  }

  async function answerAll(chosen: readonly Row[]): Promise<void> {
    const before = chosen.map((r) => [r.item.id, r.answers.at(-1)] as const)
    let count = 0
    for (const { item } of chosen) {
      if (!(await put(item.id, 'conforms'))) break
      count += 1
    }
    const back = async (): Promise<void> => {
      undo.value = undefined
      hush()
      for (const [item, was] of before.slice(0, count)) await put(item, was?.verdict ?? 'not_examined', was?.value, was?.note)
    }
    undo.value = { item: t('run.many', { count }), back }
    say(t('run.savedMany', { count }), { undo: back })
  }

  function openSheet(row: Row, value?: Value, note?: string): void {
    const check = my.check.value
    if (!check) return
    const standing = check.record.findings.find((f) => f.id === row.findingId)
    hush()
    const own = { ...(value ? { value } : {}), ...(note ? { note } : {}) }
    sheet.change(standing ? { ...revising(check, standing), answer: own } : newFinding(check, code(), row.item, own))
  }

  function openFinding(item: string): void {
    const row = rowOf(item)
    const now = row?.answers.at(-1)
    if (row) openSheet(row, now?.value, now?.note)
  }

  async function photo(item: string, from: 'camera' | 'album'): Promise<void> {
    const check = my.check.value
    if (!check) return
    last.value = item
    // The camera may kill the page: the address must already lead back to this item.
    history.replaceState(history.state, '', `?item=${encodeURIComponent(item)}`)
    await takePictures(from, check.record.enterprise.name, `${item} ${rowOf(item)?.item.text ?? ''}`, (picture) =>
      my.run('attach_photo', attachBody(picture, { about: 'item', checklist: code(), item }), [picture.blob]),
    )
  }

  return { my, rows, undo, last, sheet, answer, answerAll, photo, openFinding }
}
