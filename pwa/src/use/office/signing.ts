// What is done at a desk is signed like what is done on a phone, by a key of the desk's own (the same browser may also be
// somebody's phone, with a chain of its own). A desk keeps nothing else, so an act whose answer was lost is signed anew
// only if its content is.

import { openDB, type DBSchema } from 'idb'
import { v7 } from 'uuid'
import { wireOver } from '../../http/wire'
import { noNetwork, strangeAnswer } from '../../http/problem'
import type { Act } from '../../inspection/record.gen'
import type { Problem } from '../../local/db'
import type { Covers, Shelf } from '../../sync/covers'
import type { Halt } from '../../sync/push'
import { me, standingDoor } from '../session'
import { sessionEnded } from './door'

interface DeskKeys extends DBSchema {
  meta: { key: string; value: unknown }
}

/** The device's own small store: a desk opens no store of a person. */
async function shelf(): Promise<Shelf & { id: string }> {
  const db = await openDB<DeskKeys>('anjian-device', 1, { blocking: (_mine, _theirs, event) => (event.target as IDBDatabase).close() })
  const meta = (key: string) => db.get('meta', key)
  const tx = db.transaction('meta', 'readwrite')
  const id = ((await tx.store.get('deskId')) as string | undefined) ?? v7()
  await tx.store.put(id, 'deskId')
  await tx.done
  return { id, meta, putMeta: async (key, value) => void (await db.put('meta', value, key)) }
}

let signer: { personId: string; covers: Covers; shelf: Shelf; device: string } | undefined

async function signerOf(personId: string): Promise<NonNullable<typeof signer>> {
  if (signer?.personId === personId) return signer
  const [{ Covers }, own] = await Promise.all([import('../../sync/covers'), shelf()])
  const mine: Shelf = { meta: (key) => own.meta(`desk/${personId}/${key}`), putMeta: (key, value) => own.putMeta(`desk/${personId}/${key}`, value) }
  signer = { personId, covers: new Covers(mine, wireOver(standingDoor()), own.id, personId), shelf: mine, device: own.id }
  return signer
}

function problemOf(halt: Halt): Problem {
  if (halt.fate === 'signIn') sessionEnded()
  return halt.problem ?? (halt.fate === 'retry' && halt.offline ? noNetwork : strangeAnswer)
}

/** Carries out acts on one check, under one signature where this browser can; undefined when the server has taken them all. */
export async function perform(...made: Omit<Act, 'device'>[]): Promise<Problem | undefined> {
  const personId = me.value?.personId
  if (!personId) return noNetwork
  const work = async (): Promise<Problem | undefined> => {
    const own = await signerOf(personId)
    const halt = await own.covers.ready()
    if (halt) return problemOf(halt)
    const acts = made.map((one) => ({ ...one, device: own.device }) as Act)
    const { cover, answered } = await own.covers.next(acts.map((act) => ({ actId: act.id, checkId: act.checkId, act })), acts.length)
    const reply = await wireOver(standingDoor()).pushActs(acts, cover)
    if (reply.fate !== 'done') return problemOf(reply)
    if (reply.value.length !== acts.length) return strangeAnswer
    if (answered) await own.shelf.putMeta(answered.key, answered.value)
    const refused = reply.value.find((result) => result.outcome !== 'accepted')
    return refused && (refused.problem ?? strangeAnswer)
  }
  try {
    return await (navigator.locks ? navigator.locks.request(`anjian-desk-${personId}`, work) : work())
  } catch {
    signer = undefined // its store was let go for a newer app
    return noNetwork
  }
}
