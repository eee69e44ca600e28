// 检查通知书 as it is told: from the record on an officer's phone, from the server to whoever came by a link. The words
// are those the wire uses (GET /checks/{id}/notice).

import type { CheckRecord } from './record.gen'

export interface Notice {
  bureauName: string
  enterprise: string
  plannedOn: string
  officers: readonly { personId: string; name: string; certificate: string }[]
  experts: readonly string[]
  joint: readonly string[]
  basis: string
  content: string
  methods: readonly string[]
  documents: readonly string[]
  visitOfYear: number
  /** 0: the bureau has published none. */
  visitCap: number
}

/** noticeOf tells the notice of a check that is held here. */
export function noticeOf(r: CheckRecord): Notice {
  const named = (part: string) => r.team.filter((m) => m.part === part)
  return {
    bureauName: r.bureauName, enterprise: r.enterprise.name, plannedOn: r.plannedOn,
    officers: [...named('lead'), ...named('assistant')].map((m) => ({ personId: m.personId, name: m.name, certificate: m.certificate.number })),
    experts: named('expert').map((m) => (m.unit ? `${m.name}（${m.unit}）` : m.name)),
    joint: r.scheme.joint ?? [], basis: r.scheme.basis, content: r.scheme.content, methods: r.scheme.methods, documents: r.scheme.documents,
    visitOfYear: r.scheme.visitOfYear, visitCap: r.scheme.visitCap,
  }
}
