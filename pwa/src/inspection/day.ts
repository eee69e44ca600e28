// Civil days in the bureau's zone (UTC+8, no summer time), whatever zone the phone is set to.

const offsetMs = 8 * 3_600_000;

/** dayOf gives the civil day YYYY-MM-DD of an instant. */
export function dayOf(instant: string | number | Date): string {
  return new Date(new Date(instant).getTime() + offsetMs).toISOString().slice(0, 10);
}

/** clockOf gives HH:MM of an instant. */
export function clockOf(instant: string | number | Date): string {
  return new Date(new Date(instant).getTime() + offsetMs).toISOString().slice(11, 16);
}

/** realDay tells whether YYYY-MM-DD names a day that exists. */
export function realDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const t = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(t) && new Date(t).toISOString().slice(0, 10) === day;
}
