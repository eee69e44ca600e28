import type { Tone } from '../parts/StateMark.vue'
import type { State } from '../use/office/register'

/** The states of a check in the order of its life. */
export const STATES = ['planned', 'assigned', 'ready', 'open', 'recorded', 'signed', 'closed', 'entry_refused', 'cancelled'] as const
export type NamedState = (typeof STATES)[number]

const TONES: Record<NamedState, Tone> = {
  planned: 'quiet', assigned: 'warn', ready: 'act', open: 'act', recorded: 'warn', signed: 'good', closed: 'quiet', entry_refused: 'bad', cancelled: 'quiet',
}

/** A state with a name: a check that is nowhere yet reads as planned. */
export const named = (state: State): NamedState => (state === '' ? 'planned' : state)
export const toneOf = (state: State): Tone => TONES[named(state)]

export type Validity = 'none' | 'expired' | 'soon' | 'valid'
const SOON = 60

/** How a certificate stands on a day: valid through its last day; `soon` when that is within two months. */
export function validityOf(certificate: { number: string; validUntil: string } | undefined, on: string): Validity {
  if (!certificate?.number || !certificate.validUntil) return 'none'
  const days = daysBetween(on, certificate.validUntil)
  if (days < 0) return 'expired'
  return days <= SOON ? 'soon' : 'valid'
}

export const VALIDITY_TONE: Record<Validity, Tone> = { none: 'bad', expired: 'bad', soon: 'warn', valid: 'good' }

/** Whole days from one civil day to another. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
