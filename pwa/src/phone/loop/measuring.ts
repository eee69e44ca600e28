// A measure while it is being written: what it starts from, on what it rests, and what is sent.

import type { CheckRecord, ImposeMeasureBody, MeasureKind } from '../../inspection/record.gen'

export interface MeasureDraft {
  kinds: MeasureKind[]
  findings: string[]
  danger: string
  scope: string
  law: string
  article: string
  until: string
  byPhone: boolean
  leader: string
  leaderPost: string
}

/** A new measure: about the findings that call for one, under the article that allows it (安全生产法 65). */
export function emptyMeasure(record: CheckRecord | undefined): MeasureDraft {
  const named = new Set((record?.measures ?? []).filter((m) => !m.withdrawn).flatMap((m) => m.paper.findings.map((f) => f.id)))
  const about = (record?.findings ?? []).filter((f) => !f.withdrawn && !named.has(f.id) && f.versions.at(-1)?.handling === 'stop')
  return {
    kinds: [], findings: about.map((f) => f.id), danger: '', scope: about.map((f) => f.versions.at(-1)?.place ?? '').filter(Boolean).join('、'),
    law: '安全生产法', article: '第六十五条第一款第三项', until: '', byPhone: false, leader: '', leaderPost: '',
  }
}

/** Whether one of the findings chosen is a confirmed major hazard; else the danger must be stated. */
export function groundsOf(record: CheckRecord | undefined, draft: MeasureDraft): { major: boolean } {
  return { major: (record?.findings ?? []).some((f) => draft.findings.includes(f.id) && f.major === 'confirmed') }
}

export function measureBody(measureId: string, d: MeasureDraft): ImposeMeasureBody {
  const [danger, post] = [d.danger.trim(), d.leaderPost.trim()]
  return {
    measureId, kinds: d.kinds, findings: d.findings, ...(danger ? { danger } : {}), law: d.law.trim(), article: d.article.trim(), scope: d.scope.trim(),
    ...(d.until ? { until: d.until } : {}),
    ...(d.byPhone ? { phoneApproval: { name: d.leader.trim(), ...(post ? { post } : {}), at: new Date(Date.now() - 1_000).toISOString() } } : {}),
  }
}
