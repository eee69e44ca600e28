import type { DBSchema } from 'idb'
import type { Act, CheckRecord } from '../inspection/record.gen'
import type { Checklist } from '../inspection/judge'

/** A refusal in the words of the wire: stable code, kind, English sentence, and what fills the reader's sentence. */
export interface Problem {
  code: string
  kind: string
  message: string
  article?: string
  details?: Record<string, unknown>
}

/** What signing in gives for the day the phone cannot send: to whom to seal, and the proof of who it is. */
export interface RescueKit {
  keyId: string
  /** P-256 point, uncompressed, base64url. */
  publicKey: string
  author: string
}

/** A check as the server last showed it. `gone`: no longer ours, kept only because unsent acts still stand on it. */
export interface Snapshot {
  checkId: string
  record: CheckRecord
  seq: number
  acts: number
  hash: string
  updatedAt: string
  gone?: boolean
}

/** waiting → sending → confirmed (the server's receipt is here, its snapshot not yet) → deleted; or parked, refused. */
export type OutboxState = 'waiting' | 'sending' | 'confirmed' | 'parked'

/** One act on its way. `order` is given by the store: acts of one check go up in this order and no other. */
export interface OutboxEntry {
  order: number
  actId: string
  checkId: string
  act: Act
  state: OutboxState
  blobs: string[]
  savedAt: string
  seq?: number
  problem?: Problem
}

/** `here`: only on this phone. `server`: the server has shown the same hash. */
export type BlobState = 'here' | 'server'

/** Where a picture stands, without its bytes: small, so that many can be listed and one changed at every piece sent. */
export interface BlobRow {
  sha256: string
  type: string
  size: number
  checkId: string
  state: BlobState
  savedAt: string
  uploadUrl?: string
  sent?: number
  problem?: Problem
}

/** The bytes of a picture under their SHA-256. Never a Blob: WebKit loses those. */
export interface BytesRow {
  sha256: string
  bytes: ArrayBuffer
}

/** Something half written, by a key of the screen's choice; kept before the camera opens. */
export interface Draft {
  key: string
  checkId?: string
  value: unknown
  savedAt: string
}

export interface EnterpriseRow {
  id: string
  name: string
  town: string
  [field: string]: unknown
}

/** What earlier visits found at one enterprise, as the server last said it. */
export interface EarlierRow {
  enterpriseId: string
  [field: string]: unknown
}

/** A sentence the person has written before. The key says nothing about the text. */
export interface PhraseRow {
  key: string
  text: string
  itemKey: string
  usedAt: string
  times: number
}

/** What a picture looks like, in 16 hex digits, so that one used again is noticed without a network. */
export interface PrintRow {
  sha256: string
  print: string
  checkId: string
  takenAt: string
}

/** The phone's database of one person, version 2. */
export interface LocalSchema extends DBSchema {
  snapshots: { key: string; value: Snapshot }
  outbox: { key: number; value: OutboxEntry; indexes: { actId: string; checkId: string; state: OutboxState } }
  blobs: { key: string; value: BlobRow; indexes: { checkId: string; state: BlobState } }
  bytes: { key: string; value: BytesRow }
  drafts: { key: string; value: Draft; indexes: { checkId: string } }
  checklists: { key: [string, string]; value: Checklist }
  enterprises: { key: string; value: EnterpriseRow }
  meta: { key: string; value: unknown }
  earlier: { key: string; value: EarlierRow }
  phrases: { key: string; value: PhraseRow }
  prints: { key: string; value: PrintRow }
}

export const SCHEMA_VERSION = 2
