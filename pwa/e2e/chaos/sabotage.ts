// The code broken on purpose, from outside, one way each: what the checker must notice. Each is a mistake that somebody
// could make, or has made in one of this program's peers.

import { createHash } from 'node:crypto'
import { v7 } from 'uuid'
import type { Changes, Local, Snapshot, Unsent } from '../../src/local/db'
import type { Reader } from './checker'
import type { Sabotage } from './phone'
import type { Parts } from './tab'

/** The same object with some of its calls replaced. */
function but<O extends object>(target: O, changed: Partial<O>): O {
  return new Proxy(target, {
    get(object, name): unknown {
      if (Object.hasOwn(changed, name)) return Reflect.get(changed, name)
      const value: unknown = Reflect.get(object, name, object)
      return typeof value === 'function' ? (value as (...given: unknown[]) => unknown).bind(object) : value
    },
  })
}

const local = (change: (own: Local) => Partial<Local>): Sabotage => (parts) => ({ ...parts, local: but(parts.local, change(parts.local)) })
const wire = (change: (parts: Parts) => Partial<Parts['wire']>): Sabotage => (parts) => ({ ...parts, wire: but(parts.wire, change(parts)) })

/** Takes a lost answer for a receipt: “it must have arrived”. */
export const receiptInvented: Sabotage = wire(({ wire: own }) => ({
  async pushActs(acts, cover) {
    const reply = await own.pushActs(acts, cover)
    return reply.fate === 'retry' ? { fate: 'done', value: acts.map((a) => ({ actId: a.id, outcome: 'accepted' as const, seq: 0 })) } : reply
  },
}))

/** Forgets an act when it is sent, not when it is known to have arrived. */
export const deletedOnSend: Sabotage = local((own) => ({
  async markSending(ids) {
    for (const id of ids) await own.withdraw(id)
  },
}))

/** Believes every photo to be on the server. */
export const photoBelieved: Sabotage = wire(() => ({ missingFiles: () => Promise.resolve({ fate: 'done', value: [] }) }))

/** Gives an act a new id when it is sent again. */
export const newIdOnResend: Sabotage = (parts) => {
  const sent = new Set<string>()
  return wire(({ wire: own }) => ({
    async pushActs(acts, cover) {
      const fresh = new Map(acts.map((a) => [sent.has(a.id) ? v7() : a.id, a.id]))
      acts.forEach((a) => sent.add(a.id))
      const reply = await own.pushActs([...fresh].map(([id, old]) => ({ ...acts.find((a) => a.id === old)!, id })), cover)
      if (reply.fate !== 'done') return reply
      return { fate: 'done', value: reply.value.map((r) => ({ ...r, actId: fresh.get(r.actId) ?? r.actId })) }
    },
  }))(parts, undefined as never)
}

/** Lets an older picture of a check stand where a newer one came. */
export const olderSnapshot: Sabotage = (parts) => {
  const first = new Map<string, Snapshot>()
  return local((own) => ({
    applyChanges(page: Changes) {
      for (const view of page.views) if (!first.has(view.checkId)) first.set(view.checkId, view)
      return own.applyChanges({ ...page, views: page.views.map((v) => first.get(v.checkId) ?? v) })
    },
  }))(parts, undefined as never)
}

/** Drops an act that was refused instead of showing it. */
export const refusedDropped: Sabotage = local((own) => ({
  async settlePush(results) {
    await own.settlePush(results)
    for (const r of results) if (r.state === 'parked') await own.withdraw(r.actId)
  },
}))

/** Sends a check's acts in any order but theirs. */
export const outOfOrder: Sabotage = local((own) => ({ outbox: async () => (await own.outbox()).sort((a, b) => b.order - a.order) }))

/** Stores the act first and its photo later, in two steps. */
export const halfStored: Sabotage = local((own) => ({
  async saveAct(acts, blobs = []) {
    await own.saveAct(acts)
    if (blobs.length > 0) await own.saveAct(Array.isArray(acts) ? acts : [acts], blobs)
  },
}))

/** A server that keeps a photo's name and not its bytes. */
export const hashIgnored = (reader: Reader): Reader => ({
  ...reader,
  async file(sha) {
    const { status, bytes } = await reader.file(sha)
    const other = Uint8Array.from(bytes)
    other[other.length >> 1] = (other[other.length >> 1] ?? 0) ^ 1
    return { status, bytes: other }
  },
})

/** A server somebody has changed a word in, and made the sum fit. */
export const ledgerRewritten = (reader: Reader): Reader => ({
  ...reader,
  async ledger() {
    const entries = await reader.ledger()
    return entries.map((e, i) => (i === 4 ? { ...e, body: { ...e.body, note: '改过' }, sum: createHash('sha256').update(e.sum).digest('hex') } : e))
  },
})

/** A server that loses the last act of a check. */
export const lastActLost = (reader: Reader): Reader => ({ ...reader, ledger: async () => (await reader.ledger()).slice(0, -1) })

/** Leaves for ever as sending what a killed tab or a full storage left so. */
export const sendingForgotten: Sabotage = local(() => ({ recoverSending: () => Promise.resolve() }))

/** Moves on in the feed without keeping what the page said. */
export const cursorSkips: Sabotage = (parts) => {
  let pages = 0
  return local((own) => ({ applyChanges: (page: Changes) => own.applyChanges((pages += 1) > 2 ? { ...page, views: [] } : page) }))(parts, undefined as never)
}

/** Stores a picture's bytes a little changed under the hash of what was taken. */
export const bytesChanged: Sabotage = local((own) => ({
  saveAct: (acts, blobs = []) => own.saveAct(acts, blobs.map((blob) => ({ ...blob, bytes: blob.bytes.slice(0, -1) }))),
}))

/** Keeps of a refused act that it was refused, and not what it said. */
export const refusedEmptied: Sabotage = local((own) => ({
  async settlePush(results) {
    await own.settlePush(results)
    for (const { actId, state, problem } of results) {
      const entry = state === 'parked' ? (await own.outbox()).find((e) => e.actId === actId) : undefined
      if (!entry || !(await own.withdraw(actId))) continue
      await own.saveAct({ ...entry.act, body: {} } as typeof entry.act)
      await own.settlePush([{ actId, state, problem }])
    }
  },
}))

/** Tells no witness how much was saved, so that nobody knows when it is gone. */
export const witnessesDeaf: Sabotage = (parts, phone) => {
  phone.witnesses.splice(0)
  return parts
}

/** Takes an hour for the server's that is not. */
export const timeMisheard: Sabotage = (parts, phone) => {
  const send = phone.network.send.bind(phone.network)
  phone.network.send = async (request, life) => {
    const answer = await send(request, life)
    const said = answer.headers.get('Server-Time')
    if (said) answer.headers.set('Server-Time', new Date(Date.parse(said) - 3_600_000).toISOString())
    return answer
  }
  return parts
}

/** Lets go of a waiting act when the session has ended. */
export const signedOutDropped: Sabotage = (parts) => ({
  ...parts,
  wire: but(parts.wire, {
    async pushActs(acts, cover) {
      const reply = await parts.wire.pushActs(acts, cover)
      if (reply.fate !== 'signIn') return reply
      return { fate: 'done', value: acts.map((a) => ({ actId: a.id, outcome: 'accepted' as const, seq: 0 })) }
    },
  }),
})

/** Takes a portal's page for an answer. */
export const portalBelieved: Sabotage = (parts) => ({
  ...parts,
  wire: but(parts.wire, {
    async pushActs(acts, cover) {
      const reply = await parts.wire.pushActs(acts, cover)
      if (reply.fate !== 'retry' || reply.offline || reply.problem) return reply
      return { fate: 'done', value: acts.map((a) => ({ actId: a.id, outcome: 'accepted' as const, seq: 0 })) }
    },
  }),
})

/** A server that performs an act twice. */
export const performedTwice = (reader: Reader): Reader => ({ ...reader, ledger: async () => (await reader.ledger()).flatMap((e, i) => (i === 5 ? [e, e] : [e])) })

/** A server that forgets what it answered. */
export const receiptDropped = (reader: Reader): Reader => ({
  ...reader,
  again: async (author, acts) => (await reader.again(author, acts)).map((answer) => (answer.outcome === 'accepted' ? { ...answer, seq: (answer.seq ?? 0) + 1 } : answer)),
})

/** A server that keeps of a refused act only that there was one. */
export const refusedForgotten = (reader: Reader): Reader => ({
  ...reader,
  async rows() {
    const rows = await reader.rows()
    return { ...rows, refused: rows.refused.map((r) => ({ ...r, deed: { ...r.deed, body: {} } })) }
  },
})

/** A server that shows other acts than it holds. */
export const ledgerInvented = (reader: Reader): Reader => ({
  ...reader,
  async rows() {
    const rows = await reader.rows()
    return { ...rows, acts: rows.acts.slice(0, -1) }
  },
})

/** Leaves the last thing out of a rescue pack. */
export const packForgets: Sabotage = local((own) => ({
  async *everythingUnsent() {
    let held: Unsent | undefined
    for await (const thing of own.everythingUnsent()) {
      if (held) yield held
      held = thing
    }
  },
}))

/** Gives acts in a rescue pack ids of their own, so that they are done again when the phone sends them after all. */
export const packRenames: Sabotage = local((own) => ({
  async *everythingUnsent() {
    for await (const thing of own.everythingUnsent()) yield thing.what === 'act' ? { ...thing, entry: { ...thing.entry, act: { ...thing.entry.act, id: v7() } } } : thing
  },
}))

/** Writes what is done under a PIN as if there were none. */
export const sealSkipped: Sabotage = local((own) => ({
  async saveAct(acts, blobs) {
    const held = (own as unknown as { seal?: Parameters<Local['useSeal']>[0] }).seal
    if (held) own.useSeal(Object.create(held, { writes: { value: false } }) as typeof held)
    try {
      await own.saveAct(acts, blobs)
    } finally {
      if (held) own.useSeal(held)
    }
  },
}))

/** Leaves the pictures of the enterprise's report behind. */
export const reportWithoutPictures: Sabotage = local((own) => ({
  saveAct: (acts, blobs) => own.saveAct(acts, [acts].flat().some((a) => a.kind === 'submit_rectification') ? [] : blobs),
}))

type Loop = { state: string; orderItems?: { standing: string }[]; rechecks?: unknown[] }
const record = (change: (r: Loop) => Loop) => (reader: Reader): Reader => ({
  ...reader,
  async view() {
    const view = await reader.view()
    return { ...view, record: change(view.record as Loop) }
  },
})

/** A server that drops an order item when it is re-checked. */
export const itemDropped = record((r) => (r.orderItems && r.rechecks ? { ...r, orderItems: r.orderItems.slice(1) } : r))

/** A server that lets a check be closed while an order item is open. */
export const closedWhileOpen = record((r) => (r.orderItems?.some((i) => i.standing !== 'met') ? { ...r, state: 'closed', closed: { act: '-' } } : r))

/** A server that forgets what a re-check found. */
export const resultForgotten = record((r) => (r.orderItems && r.rechecks ? { ...r, orderItems: r.orderItems.map((i) => ({ ...i, standing: 'ordered' })) } : r))

/** A server that takes a re-check in twice. */
export const recheckedTwice = record((r) => (r.rechecks ? { ...r, rechecks: [...r.rechecks, ...r.rechecks] } : r))

/** Sends what it signed without the signature. */
export const signatureDropped: Sabotage = (parts) => ({ ...parts, wire: but(parts.wire, { pushActs: (acts) => parts.wire.pushActs(acts) }) })

/** Forgets where its signatures were. */
export const chainForgotten: Sabotage = (parts) => ({ ...parts, local: but(parts.local, { settlePush: (results) => parts.local.settlePush(results) }) })

/** A server that keeps another signature than came. */
export const signatureChanged = (reader: Reader): Reader => ({
  ...reader,
  async rows() {
    const rows = await reader.rows()
    return { ...rows, covers: rows.covers.map((c) => ({ ...c, jws: c.jws.replace(/.{8}$/, 'AAAAAAAA') })) }
  },
})
