// What is due in the checks on this phone, by the bureau's own limits and calendar: the limits come from the server, are
// kept on the phone, and count without a network too.

import { onScopeDispose, readonly, shallowRef, type Ref } from 'vue'
import { dues } from '../inspection/due'
import { toRecheck } from '../inspection/loopstep'
import type { CheckRecord, DueKind } from '../inspection/record.gen'
import { standing as standingOf, type Limit, type Standing } from '../planning/limits'
import { loadCalendar, type Calendar } from '../planning/workdays'
import { askDesk, hasList } from './office/door'
import { today } from './days'

/** The most urgent thing a check waits for. */
export interface DueThing extends Standing {
  what: DueKind
  /** Somebody waits for it, whatever time is left: everything was reported, or a re-check is asked for. */
  asked: boolean
  /** How many of its kind. */
  count: number
}

const KEPT = 'anjian.limits'
/** An item of an order has a day of its own; a clock says only how soon before it is due soon. Twin of reckoned in casework/due.go. */
const OWN_DAY = 'order_item'
const ownDay = (by: ReadonlyMap<string, Limit>): Limit => ({ code: '', length: 0, unit: 'same_day', soon: by.get(OWN_DAY)?.soon ?? 3 })
const RANK = { overdue: 0, soon: 1, running: 2 } as const

const limits = shallowRef<ReadonlyMap<string, Limit>>(kept())
const calendar = shallowRef<Calendar>()

function kept(): ReadonlyMap<string, Limit> {
  try {
    const list = JSON.parse(localStorage.getItem(KEPT) ?? '[]') as Limit[]
    return new Map(list.map((limit) => [limit.code, limit]))
  } catch {
    return new Map()
  }
}

async function fetchLimits(): Promise<void> {
  if (!navigator.onLine) return
  const answer = await askDesk<{ items: Limit[] }>('/clocks', hasList)
  if (!answer.ok) return // those that are kept go on counting
  limits.value = new Map(answer.value.items.map((limit) => [limit.code, limit]))
  try {
    localStorage.setItem(KEPT, JSON.stringify(answer.value.items))
  } catch {
    // a full localStorage: they are fetched again next time
  }
}

/** mostUrgent tells what of a check is due, soon or over, or is being waited for; undefined when nothing presses. */
export function mostUrgent(record: CheckRecord, by: ReadonlyMap<string, Limit>, days: Calendar, on: string): DueThing | undefined {
  const open = dues(record).flatMap((due): (Standing & { what: DueKind })[] => {
    const limit = due.clock ? by.get(due.clock) : ownDay(by)
    return limit ? [{ what: due.what, ...standingOf(limit, days, due.on, on) }] : []
  })
  const asked = (what: DueKind): boolean => what === 'recheck' && toRecheck(record, on)
  const pressing = open.filter((d) => d.what !== 'rectify' && (d.urgency !== 'running' || asked(d.what)))
  const [first] = pressing.sort((a, b) => RANK[a.urgency] - RANK[b.urgency] || a.dueOn.localeCompare(b.dueOn))
  return first && { ...first, asked: asked(first.what), count: open.filter((d) => d.what === first.what).length }
}

/** useDue gives the question; undefined until the calendar and the limits are there. */
export function useDue(): Readonly<Ref<((record: CheckRecord) => DueThing | undefined) | undefined>> {
  const ask = shallowRef<(record: CheckRecord) => DueThing | undefined>()
  const look = (): void => {
    const [days, by] = [calendar.value, limits.value]
    if (days && by.size > 0) ask.value = (record) => mostUrgent(record, by, days, today())
  }
  const again = (): void => void fetchLimits().then(look)
  void loadCalendar().then((c) => {
    calendar.value = c
    look()
  }, () => undefined)
  again()
  addEventListener('online', again)
  onScopeDispose(() => removeEventListener('online', again))
  return readonly(ask) as Readonly<Ref<((record: CheckRecord) => DueThing | undefined) | undefined>>
}
