// The picture a screen shows: the server's snapshot with the acts on their way played over it. An act the snapshot already
// holds, or that no longer fits, leaves the picture as it is; the server's answer will correct it.

import { doAct } from './do'
import type { Lists } from './items'
import type { Actor } from './parties'
import type { Act, CheckRecord } from './record.gen'

export async function project(snapshot: CheckRecord, pending: readonly Act[], actor: Actor, lists: Lists): Promise<CheckRecord> {
  let record = snapshot
  for (const act of pending) {
    const outcome = await doAct(record, act, actor, lists)
    if (outcome.ok) record = outcome.record
  }
  return record
}
