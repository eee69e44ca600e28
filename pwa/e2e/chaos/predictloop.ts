// What must be true of the loop, worked out from the ledger alone: one order item for each finding ordered, each in exactly
// one standing that its own history explains; nothing said twice; a closed check has nothing open. Own code, as the
// checker's all.

interface Entry {
  actId: string
  kind: string
  body: Record<string, unknown>
}

interface Item {
  findingId: string
  standing: string
  left?: unknown
  rectifications: { act: string }[]
}

interface Paper {
  paper: { id: string }
  withdrawn?: unknown
  signatures: { signatory: { party: string } }[]
  signRefusals: { reportedTo?: string }[]
  approved?: { granted: boolean }
  decided?: unknown
  feedback?: unknown[]
}

interface Shown {
  state: string
  closed?: { act: string }
  findings: { id: string; withdrawn?: unknown; versions: { handling: string }[] }[]
  orderItems?: Item[]
  orders?: Paper[]
  measures?: (Paper & { resumptions: { granted: boolean }[]; results: { result: string }[] })[]
  rechecks?: Paper[]
  referrals?: Paper[]
  filings?: Paper[]
}

const standings = ['ordered', 'submitted', 'partly', 'not_met', 'met', 'filed', 'referred']
const over = ['met', 'filed', 'referred']

/** loop gives a sentence for everything that is not as it must be. */
export function loop(ledger: readonly Entry[], record: unknown): string[] {
  const shown = record as Shown
  const said: string[] = []
  const must = (holds: boolean, sentence: string): void => {
    if (!holds) said.push(sentence)
  }
  const items = shown.orderItems ?? []
  const withdrawn = new Set(ledger.filter((e) => e.kind === 'withdraw_paper').map((e) => String(e.body.paperId)))
  const ordered = shown.findings.filter((f) => !f.withdrawn && f.versions[0]?.handling === 'order').map((f) => f.id)
  const given = ledger.some((e) => e.kind === 'issue_order' && !withdrawn.has(String(e.body.orderId)))
  const expected = given ? ordered : []
  must(sorted(items.map((i) => i.findingId)) === sorted(expected), `order items [${items.map((i) => i.findingId).join()}], and ordered was [${expected.join()}]`)
  for (const item of items) {
    const standing = predicted(item.findingId, ledger, withdrawn)
    must(standings.includes(item.standing), `item ${item.findingId} stands in no way there is: ${item.standing}`)
    must(item.standing === standing, `item ${item.findingId} stands as ${item.standing}, the ledger says ${standing}`)
    must((item.standing === 'filed' || item.standing === 'referred') === (item.left !== undefined), `item ${item.findingId} has left and not left the loop`)
    const submitted = ledger.filter((e) => e.kind === 'submit_rectification' && e.body.findingId === item.findingId).map((e) => e.actId)
    must(sorted(submitted) === sorted(item.rectifications.map((r) => r.act)), `item ${item.findingId} has ${item.rectifications.length} reports of ${submitted.length}`)
  }
  for (const [kind, papers = []] of Object.entries({ issue_order: shown.orders, impose_measure: shown.measures, recheck: shown.rechecks, refer: shown.referrals, file_case: shown.filings })) {
    const done = ledger.filter((e) => e.kind === kind).length
    must(papers.length === done && new Set(papers.map((p) => p.paper.id)).size === done, `${done} times ${kind}, and ${papers.length} such papers`)
  }
  return [...said, ...closed(ledger, shown)]
}

const sorted = (ids: readonly string[]): string => [...ids].sort().join()

/** How an item must stand: by the last thing that happened to it. */
function predicted(findingId: string, ledger: readonly Entry[], withdrawn: ReadonlySet<string>): string {
  let standing = 'ordered'
  const named = (paperId: unknown): boolean => ledger.some(({ kind, body }) => (kind === 'file_case' || kind === 'refer') && (body.filingId ?? body.referralId) === paperId && ((body.findings as string[] | undefined) ?? []).includes(findingId))
  for (const { kind, body } of ledger) {
    if (over.includes(standing)) return standing
    if (kind === 'recheck' && !withdrawn.has(String(body.recheckId))) {
      const answer = ((body.items as { findingId: string; result: string }[] | undefined) ?? []).find((i) => i.findingId === findingId)
      if (answer && answer.result !== 'not_due') standing = answer.result
    } else if (kind === 'submit_rectification' && body.findingId === findingId) standing = 'submitted'
    else if (kind === 'issue_order' && !withdrawn.has(String(body.orderId)) && (standing === 'partly' || standing === 'not_met')) standing = 'ordered'
    else if (kind === 'decide_filing' && body.granted === true && named(body.paperId)) standing = 'filed'
    else if (kind === 'record_referral_receipt' && named(body.referralId)) standing = 'referred'
  }
  return standing
}

/** A check is closed once, by one act, after everything else, and then nothing of it is open. */
function closed(ledger: readonly Entry[], shown: Shown): string[] {
  const acts = ledger.filter((e) => e.kind === 'close_check').map((e) => e.actId)
  const agrees = (shown.state === 'closed') === (acts.length === 1) && (shown.closed?.act ?? '') === acts.join()
  const said = agrees ? [] : [`the check is ${shown.state}, closed by ${shown.closed?.act}, and the ledger's closings are [${acts.join()}]`]
  if (acts.length > 0 && ledger.at(-1)?.kind !== 'close_check') said.push(`${ledger.at(-1)?.kind} stands after the check was closed`)
  return shown.state === 'closed' ? [...said, ...stillOpen(shown)] : said
}

function stillOpen(shown: Shown): string[] {
  const stands = <P extends Paper>(papers: readonly P[] | undefined): P[] => (papers ?? []).filter((p) => !p.withdrawn)
  const names = (p: Paper, party: string): boolean => p.signatures.some((s) => s.signatory.party === party)
  const signed = (p: Paper): boolean => names(p, 'lead') && names(p, 'assistant') && (names(p, 'enterprise') || p.signRefusals.length > 0)
  const live = stands(shown.measures).filter((m) => m.approved?.granted !== false)
  const papers = [...stands(shown.orders), ...stands(shown.rechecks), ...live]
  return [
    ...(shown.orderItems ?? []).filter((i) => !over.includes(i.standing)).map((i) => `closed with item ${i.findingId} ${i.standing}`),
    ...papers.filter((p) => !signed(p)).map((p) => `closed with paper ${p.paper.id} not signed`),
    ...live.filter((m) => !m.resumptions.some((r) => r.granted) && m.results.at(-1)?.result !== 'met').map((m) => `closed with measure ${m.paper.id} in force`),
    ...stands(shown.referrals).filter((r) => (r.feedback ?? []).length === 0).map((r) => `closed with referral ${r.paper.id} unanswered`),
    ...stands(shown.filings).filter((f) => f.decided === undefined).map((f) => `closed with filing ${f.paper.id} undecided`),
    ...papers.flatMap((p) => p.signRefusals).filter((no) => !no.reportedTo).map(() => 'closed with a refusal that nobody reported'),
  ]
}
