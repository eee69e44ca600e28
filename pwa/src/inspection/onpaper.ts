// Signing on paper, the enterprise's defence, delivery. Twins of sign_on_paper.go, state_defence.go and deliver.go. A certificate's signature only the server judges.

import { who, type Deed } from './deed'
import { inkFault } from './ink'
import { everyPhoto, loopOf, loopPhotos, paperToSign, withLoop } from './papers'
import { need } from './refused'
import type {
  CheckRecord, ConfirmAddressBody, DeliverBody, FileSignedPageBody, Party, Signature, SignedPage, SignOnPaperBody, StateDefenceBody,
} from './record.gen'
import { stampOf } from './sealed'
import { accepts, maySign, type Sheet } from './signing'

const mostDefences = 20
const mostDeliveries = 50
const mostAddresses = 10

/** What a paper act is about: the record, or the supplement or the paper of the loop of that id. */
function sheetOf(record: CheckRecord, paper: string | undefined, by: Party): Sheet {
  if (!paper) {
    need(record.seal, 'record.changed')
    return { digest: record.seal.digest, signatures: record.signatures, signRefusals: record.signRefusals }
  }
  const s = record.supplements?.find((one) => one.id === paper)
  if (s) {
    need(!s.withdrawn, 'supplement.withdrawn', { supplementId: paper })
    return s
  }
  const found = paperToSign(loopOf(record), paper)
  need(found.approved, 'paper.not_approved', { paperId: paper })
  need(!found.inner || by !== 'enterprise', 'sign.not_a_party', { party: by })
  return found.paper
}

function signed(record: CheckRecord, paper: string | undefined, by: Signature): CheckRecord {
  if (!paper) return { ...record, signatures: [...record.signatures, by] }
  if (record.supplements?.some((s) => s.id === paper)) {
    return { ...record, supplements: record.supplements.map((s) => (s.id === paper ? { ...s, signatures: [...s.signatures, by] } : s)) }
  }
  const loop = loopOf(record)
  paperToSign(loop, paper).paper.signatures.push(by)
  return withLoop(record, loop)
}

export const fileSignedPage: Deed<FileSignedPageBody> = (record, body, told) => {
  const sheet = sheetOf(record, body.paper, 'lead')
  need(body.digest === sheet.digest, 'page.of_another')
  need(accepts(record, 'paper'), 'sign.way_not_accepted', { way: 'paper' })
  need(body.page <= body.pages, 'act.bad_value', { field: 'page' })
  need(!sheet.signatures.some((s) => s.way === 'paper'), 'page.signed')
  let old: SignedPage | undefined
  for (const p of filedPages(record, body.digest)) {
    need(p.page !== body.page || p.act === body.replaces, 'page.filed', { page: body.page })
    if (p.page === body.page) {
      old = p
      continue
    }
    need(p.original.sha256 !== body.original.sha256, 'page.twice', { page: p.page })
    need(p.pages === body.pages, 'page.pages_differ', { pages: p.pages })
  }
  need(!body.replaces || old, 'act.bad_value', { field: 'replaces' })
  const { replaces: _, takenAt, ...said } = body
  const page: SignedPage = { act: told.act.id, ...said, takenAt: stampOf(takenAt), by: who(told), doneAt: told.act.doneAt }
  const pages = (record.signedPages ?? []).map((p) => (p.act === old?.act ? { ...p, replaced: told.act.id } : p))
  const order = (a: SignedPage, b: SignedPage): number => compare(a.digest, b.digest) || a.page - b.page || compare(a.act, b.act)
  return { ...record, signedPages: [...pages, page].sort(order) }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The pages of a digest that stand, in order. */
export const filedPages = (record: CheckRecord, digest: string): SignedPage[] => (record.signedPages ?? []).filter((p) => p.digest === digest && !p.replaced)

/** The numbers of the pages that are not filed; page 1 where none is. */
export function missingPages(record: CheckRecord, digest: string): number[] {
  const filed = filedPages(record, digest)
  const pages = filed.at(-1)?.pages ?? 1
  return Array.from({ length: pages }, (_, i) => i + 1).filter((n) => !filed.some((p) => p.page === n))
}

export const signOnPaper: Deed<SignOnPaperBody> = (record, body, told) => {
  const sheet = sheetOf(record, body.paper, body.signatory.party)
  need(body.digest === sheet.digest, 'record.changed')
  need(accepts(record, 'paper'), 'sign.way_not_accepted', { way: 'paper' })
  const missing = missingPages(record, body.digest)
  need(missing.length === 0, 'page.missing', { pages: missing })
  maySign(record, sheet, body.signatory)
  return signed(record, body.paper, {
    act: told.act.id, signatory: body.signatory, digest: body.digest, sentence: '', way: 'paper', ink: { width: 0, height: 0, strokes: [] },
    by: who(told), at: told.act.doneAt,
  })
}

export const stateDefence: Deed<StateDefenceBody> = (record, body, told) => {
  const all = record.defences ?? []
  need(record.seal && body.digest === record.seal.digest, 'record.changed')
  need(all.length < mostDefences, 'defence.too_many', { max: mostDefences })
  return { ...record, defences: [...all, { act: told.act.id, ...body, by: who(told), at: told.act.doneAt }] }
}

export const confirmAddress: Deed<ConfirmAddressBody> = (record, { addressId, ...body }, told) => {
  const all = record.addresses ?? []
  need(all.length < mostAddresses, 'delivery.too_many', { max: mostAddresses })
  need(!all.some((a) => a.id === addressId), 'delivery.exists')
  const fault = inkFault(body.ink)
  need(fault === undefined, 'sign.bad_ink', { reason: fault })
  return { ...record, addresses: [...all, { id: addressId, act: told.act.id, ...body, by: who(told), at: told.act.doneAt }] }
}

export const deliver: Deed<DeliverBody> = (record, { deliveryId, photos: list, ...body }, told) => {
  const all = record.deliveries ?? []
  need(all.length < mostDeliveries, 'delivery.too_many', { max: mostDeliveries })
  need(!all.some((d) => d.id === deliveryId), 'delivery.exists')
  deliverable(record, { ...body, ...(list ? { photos: list } : {}) })
  const photos = loopPhotos(list, '', new Set(everyPhoto(record).map((p) => p.id)), told)
  return { ...record, deliveries: [...all, { id: deliveryId, number: all.length + 1, act: told.act.id, ...body, ...(photos.length ? { photos } : {}), by: who(told), at: told.act.doneAt }] }
}

function deliverable(record: CheckRecord, body: Omit<DeliverBody, 'deliveryId'>): void {
  if (body.ink) {
    const fault = inkFault(body.ink)
    need(fault === undefined, 'sign.bad_ink', { reason: fault })
  }
  if (body.way === 'direct') need(body.receivedBy && body.ink, 'delivery.receipt_unsigned')
  if (body.way === 'left') {
    need(body.reason, 'act.missing', { field: 'reason' })
    need(body.witnesses?.length || body.recording || body.photos?.length, 'delivery.left_unwitnessed')
  }
  if (body.way === 'electronic') {
    const agreed = record.addresses?.at(-1)
    need(agreed?.electronic && agreed.id === body.addressId && agreed.electronic === body.place, 'delivery.address_unconfirmed')
  }
}
