// The server's papers as files the phone can show. They are made by the server only; without a network the local reader
// shows the same record.

import { jsonOf, problemFrom } from '../http/problem'
import type { Problem } from '../local/db'
import { standingDoor } from './session'

/** fetchRecordPdf brings the record as an address a link can open; the caller gives it back with URL.revokeObjectURL. */
export const fetchRecordPdf = (checkId: string): Promise<{ url: string } | Problem> => fetchPaper(`/api/v1/checks/${checkId}/record.pdf`)

/** fetchSupplementPdf brings one supplement to a record likewise. */
export const fetchSupplementPdf = (checkId: string, supplementId: string): Promise<{ url: string } | Problem> =>
  fetchPaper(`/api/v1/checks/${checkId}/supplements/${supplementId}/supplement.pdf`)

/** fetchLoopPdf brings a paper of the closed loop likewise. */
export const fetchLoopPdf = (checkId: string, paperId: string): Promise<{ url: string } | Problem> => fetchPaper(`/api/v1/checks/${checkId}/papers/${paperId}/paper.pdf`)

/** fetchReceiptPdf brings the receipt of a delivery likewise. */
export const fetchReceiptPdf = (checkId: string, deliveryId: string): Promise<{ url: string } | Problem> => fetchPaper(`/api/v1/checks/${checkId}/deliveries/${deliveryId}/receipt.pdf`)

async function fetchPaper(path: string): Promise<{ url: string } | Problem> {
  try {
    const response = await standingDoor().fetch(new Request(path))
    if (response.ok && response.headers.get('Content-Type')?.startsWith('application/pdf')) {
      return { url: URL.createObjectURL(await response.blob()) }
    }
    return problemFrom(await jsonOf(response)) ?? { code: 'network.strange', kind: 'unavailable', message: 'The answer is not a paper.' }
  } catch {
    return { code: 'network.none', kind: 'unavailable', message: 'There is no network.' }
  }
}
