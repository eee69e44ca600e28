// Days nobody works, for those who show a date: known as soon as the calendar is loaded, before that nobody asks.

import { shallowRef } from 'vue'
import type { RestDay } from '../inspection/gaps'
import { loadCalendar } from '../planning/workdays'

/** useRestDays gives the question; undefined until the calendar is there. */
export function useRestDays(): { readonly value: RestDay | undefined } {
  const ask = shallowRef<RestDay>()
  void loadCalendar().then((calendar) => (ask.value = (day) => !calendar.isWorkday(day).value), () => undefined)
  return ask
}
