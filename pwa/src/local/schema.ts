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

/** A key wrapped under another (AES-KW), with what that other is made from. */
export interface Wrapped {
  salt: Uint8Array<ArrayBuffer>
  wrapped: ArrayBuffer
}

/** The key of the data as only the server can open it, and only for its person; all but keyId base64url. */
export interface Escrow {
  keyId: string
  ephemeral: string
  salt: string
  box: string
}

/**
 * How a person's data is locked on this phone. There is one data key; it is here only wrapped: by the PIN, by passkeys,
 * and for the server to open when a PIN was forgotten. Absent: nothing is sealed.
 */
export interface Vault {
  /** What rows are on their way to. */
  toward: 'sealed' | 'plain'
  /** Every row is there. */
  done: boolean
  pin?: Wrapped & { rounds: number }
  passkeys: (Wrapped & { id: ArrayBuffer })[]
  escrow: Escrow
  /** The key as it is: only while a store without a PIN is on its way to being sealed or plain, so that no kill loses a row. */
  bare?: ArrayBuffer
  tries: { wrong: number; until: number }
  /** Minutes out of sight after which the phone locks. */
  lockAfter: number
}

/** The phone's database of one person, version 3. */
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
  vault: { key: string; value: Vault }
}

export const SCHEMA_VERSION = 3
