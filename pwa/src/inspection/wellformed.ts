// Holds an act's body to the bounds the server knows (generated from the Go types' tags): needed texts are there, nothing
// is too long, too many or unprintable. Twin of internal/inspection/shape.go.

import { realDay } from './day'
import type { Shape } from './procedure.gen'
import { Refused } from './refused'

/** wellFormed refuses a body that breaks its bounds. */
export function wellFormed(shapes: readonly Shape[], body: unknown): void {
  fields(shapes, body)
}

function fields(list: readonly Shape[], value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refused('act.bad_body')
  const object = value as Record<string, unknown>
  const known = new Map(list.map((shape) => [shape.name.slice(shape.name.lastIndexOf('.') + 1), shape]))
  if (!Object.keys(object).every((name) => known.has(name))) throw new Refused('act.bad_body')
  for (const [name, shape] of known) field(shape, object[name] ?? undefined)
}

/** What a value must be where there is one: JSON of another kind cannot be read at all. */
const readable: Record<Exclude<Shape['type'], 'object' | 'ink'>, string> = { text: 'string', time: 'string', number: 'number', flag: 'boolean' }

function field(shape: Shape, value: unknown): void {
  if (shape.type === 'ink') return // the pad's own judgement: inkFault
  if (!shape.list) {
    single(shape, value)
    return
  }
  const entries = Array.isArray(value) ? (value as unknown[]) : []
  if (entries.length < (shape.minItems ?? 0)) throw new Refused('act.missing', { field: shape.name })
  if (shape.maxItems !== undefined && entries.length > shape.maxItems) throw new Refused('act.too_many', { field: shape.name, max: shape.maxItems })
  for (const entry of entries) single({ ...shape, needed: true }, entry)
}

function single(shape: Shape, value: unknown): void {
  if (shape.type === 'ink') return
  if (shape.type === 'object') {
    if (value !== undefined) fields(shape.fields ?? [], value)
    return
  }
  if (value !== undefined && typeof value !== readable[shape.type]) throw new Refused('act.bad_body')
  if (shape.type === 'text') {
    text(shape, typeof value === 'string' ? value : '')
  } else if (shape.type === 'number' && value !== undefined) {
    const x = Number(value)
    const out = Number.isNaN(x) || (shape.low !== undefined && x < shape.low) || (shape.high !== undefined && x > shape.high)
    if (out) throw new Refused('act.bad_value', { field: shape.name })
  } else if (shape.type === 'time' && value !== undefined) {
    if (absurd(String(value))) throw new Refused('act.bad_time', { field: shape.name })
  }
}

// Control characters but newline and tab, and those that turn the direction of a text around.
const unprintable = new RegExp('[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]', 'u')

function text(shape: Shape, value: string): void {
  if (value === '' && !shape.needed) return
  if (value.trim() === '') throw new Refused('act.missing', { field: shape.name })
  if (shape.maxLength !== undefined && [...value].length > shape.maxLength) throw new Refused('act.too_long', { field: shape.name, max: shape.maxLength })
  if (unprintable.test(value)) throw new Refused('act.bad_characters', { field: shape.name })
  const fine =
    (!shape.oneOf || shape.oneOf.includes(value)) &&
    (shape.format !== 'uuid' || isUuid(value)) &&
    (shape.format !== 'date' || realDay(value)) &&
    (shape.format !== 'sha256' || /^[0-9a-f]{64}$/.test(value)) &&
    (shape.format !== 'print' || /^[0-9a-f]{16}$/.test(value))
  if (!fine) throw new Refused('act.bad_value', { field: shape.name })
}

/** The canonical lower-case form only: ids are compared as texts. */
export function isUuid(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
}

/** absurd is a time that no device can honestly mean. */
export function absurd(instant: string): boolean {
  const year = new Date(instant).getUTCFullYear()
  return !(year >= 2020 && year <= 2100)
}
