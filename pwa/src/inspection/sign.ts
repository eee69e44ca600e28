// Signing the record. Twins of sign_record.go and refuse_signature.go.

import type { Deed } from './deed'
import { need } from './refused'
import type { CheckRecord, Party, RefuseSignatureBody, SignRecordBody } from './record.gen'
import { complete, refuse, sign, signedBy, type Sheet } from './signing'

export const signRecord: Deed<SignRecordBody> = (record, body, told) => ({
  ...record, signatures: [...record.signatures, sign(record, sheetOf(record), body, told)],
})

export const refuseSignature: Deed<RefuseSignatureBody> = (record, body, told) => ({
  ...record, signRefusals: [...record.signRefusals, refuse(record, sheetOf(record), body, told)],
})

/** The sealed record as a thing to sign. */
function sheetOf(record: CheckRecord): Sheet {
  need(record.seal, 'record.changed')
  return { digest: record.seal.digest, signatures: record.signatures, signRefusals: record.signRefusals }
}

/** settle makes a recorded check signed once every party has signed or, the enterprise, refused. */
export function settle(record: CheckRecord): CheckRecord {
  return record.state === 'recorded' && complete(record) ? { ...record, state: 'signed' } : record
}

export const hasSigned = (record: CheckRecord, party: Party): boolean => signedBy(record, party)
