// Which refused acts a supplement stands for. Apart from the rest of supplement.ts because the store asks it too.

import type { CheckRecord, Supplement } from './record.gen'

/** standingSupplements are those not withdrawn. */
export const standingSupplements = (record: CheckRecord): Supplement[] => (record.supplements ?? []).filter((s) => !s.withdrawn)

/** takenUp are the refused acts that a standing supplement stands for. */
export const takenUp = (record: CheckRecord): Set<string> => new Set(standingSupplements(record).flatMap((s) => s.from))
