// How supplements stand and which refused acts they stand for. Apart from the rest of supplement.ts because the store and
// the seal ask it too.

import type { CheckRecord, Supplement } from './record.gen'

/** standingSupplements are those not withdrawn. */
export const standingSupplements = (record: CheckRecord): Supplement[] => (record.supplements ?? []).filter((s) => !s.withdrawn)

/** takenUp are the refused acts that a standing supplement stands for. */
export const takenUp = (record: CheckRecord): Set<string> => new Set(standingSupplements(record).flatMap((s) => s.from))

/** touched: somebody has signed or refused. */
export const touched = (s: Supplement): boolean => s.signatures.length > 0 || s.signRefusals.length > 0
