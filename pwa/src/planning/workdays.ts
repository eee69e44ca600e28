// Working days, reckoned as internal/planning does; both are tried with the same testdata/workdays.json. The days that
// do not go by their weekday come from calendar.gen.ts, which is loaded only when somebody asks.

/** An answer, and whether every year it touched has been announced (else: 节假日安排未录入, by the weekday only). */
export interface Reckoned<T> {
  value: T
  certain: boolean
}

export interface Calendar {
  isWorkday(day: string): Reckoned<boolean>
  /** The n-th working day after from, which itself does not count; negative n counts back. */
  addWorkdays(from: string, n: number): Reckoned<string>
  /** The working days after from, up to and with to; negative when to lies before from. */
  workdaysBetween(from: string, to: string): Reckoned<number>
}

const MS = 86_400_000
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const named = (t: number): string => new Date(t).toISOString().slice(0, 10)

/** Makes a calendar of announced years. */
export function calendarOf(years: Record<number, { off: string[]; work: string[] }>): Calendar {
  const apart = new Map<string, boolean>()
  for (const { off, work } of Object.values(years)) {
    for (const day of off) apart.set(day, false)
    for (const day of work) apart.set(day, true)
  }
  const isWorkday = (day: string): Reckoned<boolean> => {
    const known = apart.get(day)
    if (known !== undefined) return { value: known, certain: true }
    const weekday = new Date(at(day)).getUTCDay()
    return { value: weekday > 0 && weekday < 6, certain: Number(day.slice(0, 4)) in years }
  }
  return {
    isWorkday,
    addWorkdays(from, n) {
      let t = at(from)
      let certain = true
      for (let left = Math.abs(n); left > 0; ) {
        t += Math.sign(n) * MS
        const day = isWorkday(named(t))
        certain &&= day.certain
        if (day.value) left--
      }
      return { value: named(t), certain }
    },
    workdaysBetween(from, to) {
      const sign = to < from ? -1 : 1
      const [first, last] = to < from ? [to, from] : [from, to]
      let count = 0
      let certain = true
      for (let t = at(first) + MS; t <= at(last); t += MS) {
        const day = isWorkday(named(t))
        certain &&= day.certain
        if (day.value) count++
      }
      return { value: count === 0 ? 0 : sign * count, certain }
    },
  }
}

let loaded: Promise<Calendar> | undefined

/** The shipped calendar, in a chunk of its own. */
export function loadCalendar(): Promise<Calendar> {
  loaded ??= import('./calendar.gen').then(({ years }) => calendarOf(years))
  return loaded
}
