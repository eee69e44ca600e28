/** Whole days from today to a date, as people count them: tomorrow is 1, today 0, yesterday -1. */
export function daysLeft(due: string, today: string): number {
  return Math.round((Date.parse(`${due}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000)
}
