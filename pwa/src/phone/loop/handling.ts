// A referral or a case filing while it is being written: prefilled from the record, so that little is typed.

import { findingNo, openItem } from '../../inspection/papers'
import type { CheckRecord, FileCaseBody, Material, ReferBody, ReferralKind } from '../../inspection/record.gen'
import { dayOf } from '../../inspection/day'
import { t } from '../../use/i18n'

export interface HandlingDraft {
  kind: ReferralKind
  to: string
  name: string
  source: string
  cause: string
  facts: string
  law: string
  article: string
  findings: string[]
  materials: Material[]
  opinion: string
}

/** A new one: about what the record says goes this way, else about what a re-check found not put right. */
export function newHandling(record: CheckRecord | undefined, way: 'refer' | 'file'): HandlingDraft {
  const wanted = way === 'refer' ? 'refer' : 'case'
  const standing = (record?.findings ?? []).filter((f) => !f.withdrawn)
  const meant = standing.filter((f) => f.versions.at(-1)?.handling === wanted)
  const unmet = new Set((record?.orderItems ?? []).filter((i) => openItem(i) && (i.standing === 'partly' || i.standing === 'not_met')).map((i) => i.findingId))
  const about = meant.length > 0 ? meant : standing.filter((f) => unmet.has(f.id))
  const enterprise = record?.enterprise.name ?? ''
  const entry = record?.entryRefusal
  return {
    kind: 'clue', to: meant[0]?.versions.at(-1)?.referTo ?? '', name: t('loop.caseName', { enterprise }), source: t(entry ? 'loop.entrySource' : 'loop.caseSource'), cause: entry ? t('loop.entryCause') : about[0]?.versions.at(-1)?.text.slice(0, 200) ?? '',
    facts: record ? factsOf(record, about.map((f) => f.id)) : '', law: '', article: '', findings: about.map((f) => f.id), materials: [{ name: t('loop.materialRecord'), copies: 1, pages: 1 }], opinion: '',
  }
}

/** What happened, in words: that entry was refused, or what was found. */
function factsOf(record: CheckRecord, ids: readonly string[]): string {
  const { enterprise: { name: enterprise }, entryRefusal: entry, arrival, plannedOn, findings } = record
  if (entry) return t('loop.entryFacts', { day: dayOf(entry.at), enterprise, who: `${entry.post ?? ''}${entry.refusedBy}`, reason: entry.reason })
  const found = findings.filter((f) => ids.includes(f.id)).map((f) => `${findingNo(record, f.id)}. ${f.versions.at(-1)?.text ?? ''}`)
  return t('loop.facts', { day: arrival ? dayOf(arrival.at) : plannedOn, enterprise, found: found.join('；') })
}

/** The draft about one finding more or less; words that nobody has touched follow. */
export function flipped(record: CheckRecord, draft: HandlingDraft, id: string): HandlingDraft {
  const findings = draft.findings.includes(id) ? draft.findings.filter((f) => f !== id) : [...draft.findings, id]
  return { ...draft, findings, facts: draft.facts === factsOf(record, draft.findings) ? factsOf(record, findings) : draft.facts }
}

const named = (d: HandlingDraft): Material[] => d.materials.filter((m) => m.name.trim()).map((m) => ({ ...m, name: m.name.trim() }))

/** Whether something the paper needs is not written yet. */
export function lacksWords(d: HandlingDraft, way: 'refer' | 'file', onFindings = true): boolean {
  const needed = way === 'refer' ? [d.to, d.cause, d.facts] : [d.name, d.source, d.cause, d.facts, d.law, d.article, d.opinion]
  return needed.some((text) => !text.trim()) || named(d).length === 0 || (way === 'file' && onFindings && d.findings.length === 0)
}

export function referBody(referralId: string, d: HandlingDraft): ReferBody {
  const [law, article] = [d.law.trim(), d.article.trim()]
  return {
    referralId, kind: d.kind, to: d.to.trim(), cause: d.cause.trim(), facts: d.facts.trim(), ...(law ? { law } : {}), ...(article ? { article } : {}),
    findings: d.findings, materials: named(d),
  }
}

export const fileBody = (filingId: string, d: HandlingDraft): FileCaseBody => ({
  filingId, name: d.name.trim(), cause: d.cause.trim(), source: d.source.trim(), facts: d.facts.trim(), law: d.law.trim(), article: d.article.trim(),
  findings: d.findings, evidence: named(d), opinion: d.opinion.trim(),
})
