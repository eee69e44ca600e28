// The canonical record that is sealed and signed: the twin of internal/inspection/sealed_layout.go. Exactly what was
// shown, nothing the server assigns, texts always there if only empty, times with three decimals.

import canonicalize from 'canonicalize'
import { doesApply, itemKey, type Lists } from './items'
import type {
  Arrival, CheckRecord, Closing, Finding, Photo, PhotoMark, SealedAnswer, SealedArrival, SealedFinding, SealedMark, SealedPhoto, SealedRecord,
  FilingPaper, MeasurePaper, OrderPaper, RecheckPaper, ReferralPaper, SealedOpinion, SealedSupplement,
} from './record.gen'

const schema = 'anjian/record/1'
const checkCodeLength = 12

/** stampOf writes an instant as evidence does: UTC, milliseconds, cut not rounded. */
export function stampOf(instant: string): string {
  return new Date(instant).toISOString()
}

/** sealedOf lays a record out as people sign it, with the closing given. */
export function sealedOf(record: CheckRecord, lists: Lists, closing: Closing): SealedRecord {
  const standing = record.findings.filter((f) => !f.withdrawn)
  return {
    schema, checkId: record.id, bureauId: record.bureauId, bureauName: record.bureauName, enterprise: record.enterprise,
    kind: record.kind, source: record.source, plannedOn: record.plannedOn,
    team: (record.sealedTeam ?? record.team).map((m) => ({ part: m.part, personId: m.personId, name: m.name, certificate: m.certificate.number })),
    checklists: record.checklists.map(({ code, version, digest }) => ({ code, version, digest })),
    scheme: { areas: record.scheme.areas, content: record.scheme.content, methods: record.scheme.methods },
    ...(record.arrival ? { arrival: sealedArrival(record.arrival) } : {}),
    facts: Object.entries(record.facts)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([, f]) => ({ checklist: f.checklist, condition: f.condition, holds: f.holds, act: f.act, by: f.by, doneAt: stampOf(f.doneAt) })),
    answers: sealedAnswers(record, lists),
    findings: standing.map(sealedFinding),
    withdrawn: record.findings.flatMap(({ id, withdrawn: w }) =>
      w ? [{ id, reason: w.reason, act: w.act, by: w.by, doneAt: stampOf(w.at) }] : [],
    ),
    photos: record.photos.map(sealedPhoto),
    closing: {
      endedAt: stampOf(closing.endedAt), places: closing.places ?? '', documents: closing.documents ?? '', people: closing.people ?? '',
      situation: closing.situation ?? '', gapsReason: closing.gapsReason ?? '',
      ...(closing.clock ? { clock: closing.clock } : {}),
    },
  }
}

function sealedAnswers(record: CheckRecord, lists: Lists): SealedAnswer[] {
  return record.checklists.flatMap(({ code }) =>
    (lists[code]?.items ?? []).flatMap((item): SealedAnswer[] => {
      const answer = record.answers[itemKey(code, item.id)]?.at(-1)
      if (answer) {
        return [{
          checklist: code, item: item.id, verdict: answer.verdict, ...(answer.value ? { value: answer.value } : {}),
          note: answer.note ?? '', act: answer.act, by: answer.by, doneAt: stampOf(answer.doneAt),
        }]
      }
      if (!doesApply(record, code, item)) return []
      return [{ checklist: code, item: item.id, verdict: 'not_examined', note: '', act: '', doneAt: '' }]
    }),
  )
}

function sealedArrival(a: Arrival): SealedArrival {
  return {
    act: a.act, at: stampOf(a.at), by: a.by, ...(a.position ? { position: a.position } : {}), receivedBy: a.receivedBy,
    receivedByPost: a.receivedByPost, phone: a.phone ?? '', place: a.place, noticeShown: a.noticeShown, certificatesSeen: a.certificatesSeen,
    ...(a.clock ? { clock: a.clock } : {}),
  }
}

function sealedFinding(f: Finding): SealedFinding {
  const v = f.versions.at(-1)
  const { majorCall: m, corrected: k } = f
  return {
    id: f.id, checklist: f.checklist ?? '', item: f.item ?? '', text: v?.text ?? '', place: v?.place ?? '', handling: v?.handling ?? 'advice',
    dueOn: v?.dueOn ?? '', referTo: v?.referTo ?? '', act: v?.act ?? '', by: v?.by ?? { id: '', name: '' }, doneAt: v ? stampOf(v.doneAt) : '',
    major: f.major,
    ...(m ? { majorCall: { confirmed: m.confirmed, law: m.law, article: m.article, note: m.note ?? '', act: m.act, by: m.by, doneAt: stampOf(m.doneAt) } } : {}),
    ...(k ? { corrected: { how: k.how, act: k.act, by: k.by, doneAt: stampOf(k.doneAt) } } : {}),
    raisedBy: f.raisedBy, raisedAt: stampOf(f.raisedAt),
  }
}

export function sealedPhoto(p: Photo): SealedPhoto {
  const { removed: r } = p
  const marks = (p.marks ?? []).filter((set) => set.marks.length > 0)
  return {
    id: p.id, sha256: p.sha256, originalSha256: p.originalSha256, source: p.source, about: p.about, checklist: p.checklist ?? '',
    item: p.item ?? '', findingId: p.findingId ?? '', caption: p.caption ?? '', takenAt: stampOf(p.takenAt),
    ...(p.position ? { position: p.position } : {}), act: p.act, by: p.by, doneAt: stampOf(p.doneAt),
    ...(r ? { removed: { reason: r.reason, act: r.act, by: r.by, doneAt: stampOf(r.at) } } : {}),
    ...(marks.length > 0 ? { marks: marks.map((set) => ({ marks: set.marks.map(sealedMark), act: set.act, by: set.by, doneAt: stampOf(set.doneAt) })) } : {}),
  }
}

export function sealedMark({ shape, x, y, x2 = 0, y2 = 0, text = '' }: PhotoMark): SealedMark {
  return { shape, x, y, x2, y2, text }
}

/** What has a digest: the record, a supplement to it, an opinion on it, the papers of the loop. */
export type Sealable = SealedRecord | SealedSupplement | SealedOpinion | OrderPaper | MeasurePaper | RecheckPaper | ReferralPaper | FilingPaper

/** digestOf is hex SHA-256 over the RFC 8785 form of what people sign. */
export async function digestOf(sealed: Sealable): Promise<string> {
  const text = canonicalize(sealed)
  if (text === undefined) throw new TypeError('a record without a canonical form')
  const sum = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(sum), (b) => b.toString(16).padStart(2, '0')).join('')
}

/** checkCode is the short form of a digest that people compare. */
export const checkCode = (digest: string): string => digest.slice(0, checkCodeLength)
