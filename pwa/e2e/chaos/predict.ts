// What the record must say, worked out from the ledger alone: everything stands that nobody has superseded; of facts and
// decisions the latest counts; of arrivals, withdrawals and removals the earliest. Own code, as the checker's all.

interface Entry {
  actId: string
  kind: string
  doneAt: string
  body: Record<string, unknown>
}

interface Stamped {
  act: string
}

interface Shown {
  facts: Record<string, Stamped>
  answers: Record<string, Stamped[]>
  findings: { id: string; versions: Stamped[]; majorCall?: Stamped; corrected?: Stamped; withdrawn?: Stamped }[]
  photos: { id: string; sha256: string; removed?: Stamped; marks?: Stamped[] }[]
  supplements?: (Stamped & { id: string; withdrawn?: Stamped; signatures: Stamped[] })[]
  arrival?: Stamped
}

const order = (a: Entry, b: Entry): number => Date.parse(a.doneAt) - Date.parse(b.doneAt) || (a.actId < b.actId ? -1 : 1)
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function grouped(entries: readonly Entry[], key: (body: Record<string, unknown>) => string): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>()
  for (const e of entries) groups.set(key(e.body), [...(groups.get(key(e.body)) ?? []), e])
  return groups
}

/** The multi-value register: what nobody has superseded, by (doneAt, act id). */
function standing(entries: readonly Entry[]): string[] {
  const gone = new Set(entries.flatMap((e) => (e.body.supersedes as string[] | undefined) ?? []))
  return [...entries].sort(order).map((e) => e.actId).filter((id) => !gone.has(id))
}

/** predict gives a sentence for every place where the record says something else than the ledger. */
export function predict(ledger: readonly Entry[], record: unknown): string[] {
  const shown = record as Shown
  const said: string[] = []
  const same = (what: string, wanted: readonly string[], got: readonly string[]): void => {
    if (wanted.join() !== got.join()) said.push(`${what}: the ledger says [${wanted.join(', ')}], the record [${got.join(', ')}]`)
  }
  const of = (...kinds: string[]): Entry[] => ledger.filter((e) => kinds.includes(e.kind))
  const first = (entries: readonly Entry[] | undefined): string[] => [...(entries ?? [])].sort(order).slice(0, 1).map((e) => e.actId)
  const last = (entries: readonly Entry[] | undefined): string[] => [...(entries ?? [])].sort(order).slice(-1).map((e) => e.actId)
  const one = (stamped: Stamped | undefined): string[] => (stamped ? [stamped.act] : [])

  const facts = grouped(of('state_fact'), (b) => `${text(b.checklist)}/${text(b.condition)}`)
  same('facts', [...facts.keys()].sort(), Object.keys(shown.facts).sort())
  for (const [key, entries] of facts) same(`fact ${key}`, last(entries), one(shown.facts[key]))

  const answers = grouped(of('answer_item'), (b) => `${text(b.checklist)}/${text(b.item)}`)
  same('answered items', [...answers.keys()].sort(), Object.keys(shown.answers).sort())
  for (const [key, entries] of answers) same(`answers to ${key}`, standing(entries), (shown.answers[key] ?? []).map((a) => a.act))

  const versions = grouped(of('raise_finding', 'revise_finding'), (b) => text(b.findingId))
  const [calls, corrections, withdrawals] = (['confirm_major_hazard', 'correct_on_spot', 'withdraw_finding'] as const).map((kind) => grouped(of(kind), (b) => text(b.findingId)))
  same('findings', [...versions.keys()].sort(), shown.findings.map((f) => f.id).sort())
  for (const f of shown.findings) {
    same(`versions of finding ${f.id}`, standing(versions.get(f.id) ?? []), f.versions.map((v) => v.act))
    same(`the major call of ${f.id}`, last(calls?.get(f.id)), one(f.majorCall))
    same(`the correction of ${f.id}`, last(corrections?.get(f.id)), one(f.corrected))
    same(`the withdrawal of ${f.id}`, first(withdrawals?.get(f.id)), one(f.withdrawn))
  }

  const photos = grouped(of('attach_photo'), (b) => text(b.photoId))
  const removals = grouped(of('remove_photo'), (b) => text(b.photoId))
  const marks = grouped(of('mark_photo'), (b) => text(b.photoId))
  same('photos', [...photos.keys()].sort(), shown.photos.map((p) => p.id).sort())
  for (const p of shown.photos) {
    same(`the hash of photo ${p.id}`, [text(photos.get(p.id)?.[0]?.body.sha256)], [p.sha256])
    same(`the removal of photo ${p.id}`, first(removals.get(p.id)), one(p.removed))
    same(`what is drawn on photo ${p.id}`, standing(marks.get(p.id) ?? []), (p.marks ?? []).map((m) => m.act))
  }
  said.push(...supplements(ledger, shown.supplements ?? []))
  same('the arrival', first(of('arrive')), one(shown.arrival))
  return said
}

/** Every supplement stands as it was written; the act that took it away, and those that signed it, are the ledger's. */
function supplements(ledger: readonly Entry[], shown: NonNullable<Shown['supplements']>): string[] {
  const written = ledger.filter((e) => e.kind === 'write_supplement')
  const said = written.map((e) => e.actId).join() === shown.map((s) => s.act).join() ? [] : [`supplements: the ledger has ${written.length}, the record ${shown.length}`]
  for (const s of shown) {
    const about = (kind: string): string[] => ledger.filter((e) => e.kind === kind && text(e.body.supplementId) === s.id).map((e) => e.actId)
    const begun = ledger.findIndex((e) => e.actId === s.act)
    const lifted = ledger.slice(begun).filter((e) => e.kind === 'reopen_record').map((e) => e.actId)
    const gone = [...about('withdraw_supplement'), ...lifted].slice(0, 1)
    if (gone.join() !== (s.withdrawn ? s.withdrawn.act : '')) said.push(`supplement ${s.id}: withdrawn by ${s.withdrawn?.act}, the ledger says ${gone.join()}`)
    if (about('sign_supplement').join() !== s.signatures.map((x) => x.act).join()) said.push(`supplement ${s.id}: its signatures are not those of the ledger`)
  }
  return said
}
