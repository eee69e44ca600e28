// Whether everything done on a phone with an account is signed by that phone's key, in one chain for each check. Own code,
// as the checker's all: the form of a signature is read here from the papers (RFC 7515, RFC 7518, internal/evidence/cover.go).

import { createHash, createPublicKey, verify } from 'node:crypto'
import type { Entry, Must, PhoneState, Rows } from './checker'

interface Said {
  schema: string
  device: string
  person: string
  checkId: string
  prev: string
  head: string
  acts: { id: string; sum: string }[]
  unsure?: string[]
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** What a signature says, when it was made with its key over it. */
function read({ jws, spki }: Rows['covers'][number]): Said | undefined {
  const [head = '', payload = '', signature = ''] = jws.split('.')
  const key = createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' })
  const holds = verify('sha256', Buffer.from(`${head}.${payload}`), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))
  return holds ? (JSON.parse(Buffer.from(payload, 'base64url').toString()) as Said) : undefined
}

export function signedByDevices(phones: readonly PhoneState[], ledger: readonly Entry[], { acts, refused, covers }: Rows, must: Must): void {
  const said = new Map<string, Said>()
  for (const cover of covers) {
    const one = read(cover)
    must(one !== undefined && one.device === cover.device && one.person === cover.person, `the signature ${cover.id.slice(0, 8)} does not hold`)
    if (!one) continue
    said.set(cover.id, one)
    must(one.acts.reduce((head, a) => sha256(`${head}\n${a.id}\n${a.sum}`), one.prev) === one.head, `the signature ${cover.id.slice(0, 8)} has a head that does not follow`)
    const forgot = phones.some((p) => p.author === cover.person && p.log.some((l) => l.what === 'wiped'))
    must(!cover.breaks || forgot, `the signature ${cover.id.slice(0, 8)} does not go on from the one before`)
  }
  for (const [id, one] of said) {
    // Nobody here takes an act back, so nothing that arrived is without an answer but what was signed anew under another key.
    const arrived = [...said.values()].filter((k) => k.device === one.device && k.person === one.person && k.checkId === one.checkId && one.unsure?.includes(k.head))
    must(arrived.every((k) => k.acts.every((a) => one.acts.some((b) => b.id === a.id))), `the signature ${id.slice(0, 8)} does not go on from the one before: it is unsure of it`)
  }
  const coverOf = new Map(acts.map((a) => [a.id, a.deed.cover ?? '']))
  for (const phone of phones) {
    const own = new Set(phone.performed.map((p) => p.act.id))
    for (const e of ledger) {
      if (!own.has(e.actId)) continue
      const by = said.get(coverOf.get(e.actId) ?? '')
      must(by !== undefined || phone.packed.has(e.actId), // a desk may have brought it, out of a pack
        `${e.kind} ${e.actId} of ${phone.name} is not signed`)
      if (by) must(by.checkId === e.checkId && by.person === phone.author && by.device === e.device && by.acts.some((a) => a.id === e.actId && a.sum === e.sum), `${e.kind} ${e.actId} of ${phone.name} is signed as something else`)
    }
    for (const r of refused) if (own.has(r.id)) must(!/^act\.(uncovered|cover_wrong)$/.test(r.code), `${r.kind} ${r.id} of ${phone.name} was refused as ${r.code}`)
  }
}
