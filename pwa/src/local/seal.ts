// Encrypts what rows say and leaves readable what they are found and counted by: ids, order, states, times. A sealed row
// is the readable fields and one field `sealed`: AES-256-GCM over the rest, bound to its store and its name, so that no
// row can stand in for another. Rows of both kinds live side by side while a store is being sealed or opened.

import { isSealed, type RowSeal } from './sealed'

/** The stores whose rows are sealed, with the fields that stay readable; the first (of the outbox the second) names the row. */
export const READABLE = {
  snapshots: ['checkId', 'seq', 'acts', 'hash', 'updatedAt', 'gone'],
  outbox: ['order', 'actId', 'checkId', 'state', 'blobs', 'savedAt', 'seq'],
  bytes: ['sha256'],
  drafts: ['key', 'checkId', 'savedAt'],
  enterprises: ['id'],
  earlier: ['enterpriseId'],
  phrases: ['key', 'usedAt', 'times'],
  prints: ['sha256'],
} as const satisfies Record<string, readonly string[]>

export type SealedStore = keyof typeof READABLE

type Fields = Record<string, unknown>

const nameOf = (store: SealedStore, row: Fields): string => `${store}/${String(row[READABLE[store][store === 'outbox' ? 1 : 0] as string])}`

/** The readable fields of a row. */
export function readable(store: SealedStore, row: object): Fields {
  const all = row as Fields
  return Object.fromEntries(READABLE[store].filter((field) => all[field] !== undefined).map((field) => [field, all[field]]))
}

export class Seal implements RowSeal {
  /** `writes`: whether what is stored from now on is sealed. A store on its way back to plain rows still opens sealed ones. */
  constructor(
    private readonly key: CryptoKey,
    readonly writes: boolean,
  ) {}

  /** A row as it goes to disk. */
  async close<R extends object>(store: SealedStore, row: R): Promise<R> {
    const open = readable(store, row)
    const hidden = Object.fromEntries(Object.entries(row).filter(([field]) => !(field in open)))
    return { ...open, sealed: await this.hide(nameOf(store, open), hidden) } as unknown as R
  }

  /** A row as it was before it was closed; a plain one as it is. */
  async open<R extends object>(store: SealedStore, row: R): Promise<R> {
    if (!isSealed(row)) return row
    return { ...readable(store, row), ...((await this.reveal(nameOf(store, row as Fields), row.sealed)) as Fields) } as R
  }

  /** Encrypts any plain value under a name; only the same name opens it. */
  async hide(name: string, value: unknown): Promise<ArrayBuffer> {
    const iv = crypto.getRandomValues(new Uint8Array(IV))
    const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(name) }, this.key, encode(value))
    const all = new Uint8Array(IV + box.byteLength)
    all.set(iv)
    all.set(new Uint8Array(box), IV)
    return all.buffer
  }

  async reveal(name: string, sealed: ArrayBuffer): Promise<unknown> {
    const all = new Uint8Array(sealed)
    return decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: all.subarray(0, IV), additionalData: utf8(name) }, this.key, all.subarray(IV)))
  }
}

const IV = 12
const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

// Values are plain data with ArrayBuffers in them: JSON, and after it the bytes, each part with its length before it.
const BYTES = '\u0000bytes'

function encode(value: unknown): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = []
  const text = JSON.stringify(value, (_, v: unknown) => (v instanceof ArrayBuffer ? { [BYTES]: parts.push(new Uint8Array(v)) - 1 } : v))
  parts.unshift(utf8(text))
  const all = new Uint8Array(parts.reduce((sum, p) => sum + 4 + p.length, 0))
  let at = 0
  for (const part of parts) {
    new DataView(all.buffer).setUint32(at, part.length)
    all.set(part, at + 4)
    at += 4 + part.length
  }
  return all
}

function decode(all: ArrayBuffer): unknown {
  const parts: ArrayBuffer[] = []
  for (let at = 0; at < all.byteLength; ) {
    const length = new DataView(all).getUint32(at)
    parts.push(all.slice(at + 4, at + 4 + length))
    at += 4 + length
  }
  const [text, ...bytes] = parts
  return JSON.parse(new TextDecoder().decode(text), (_, v: unknown) => (typeof v === 'object' && v !== null && BYTES in v ? bytes[(v as Record<string, number>)[BYTES] as number] : v))
}
