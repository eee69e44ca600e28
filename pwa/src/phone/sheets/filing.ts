// From a photo to a filed page: whose page it is, whether it may be filed, and the act that files it.

import type { PhotoSource } from '../../camera/photo'
import type { ReadSheet } from '../../camera/sheet'
import { filedPages } from '../../inspection/onpaper'
import { loopPaper } from '../../inspection/looppapers'
import type { CheckRecord, FileSignedPageBody, PageRead, Party, SheetPicture, Signature, SignedPage, SignRefusal } from '../../inspection/record.gen'

/** What is signed on paper: the record, or a paper of the loop. */
export interface OnPaper {
  paper?: string
  kind: 'record' | 'order' | 'measure' | 'recheck' | 'filing'
  digest: string
  code: string
  signatures: readonly Signature[]
  signRefusals: readonly SignRefusal[]
  parties: readonly Extract<Party, 'lead' | 'assistant' | 'enterprise'>[]
}

const THREE = ['lead', 'assistant', 'enterprise'] as const

/** onPaper finds it; undefined where there is nothing to sign (yet). */
export function onPaper(record: CheckRecord, pid: string | undefined): OnPaper | undefined {
  const { seal, signatures, signRefusals } = record
  if (!pid) return seal && { kind: 'record', digest: seal.digest, code: seal.code, signatures, signRefusals, parties: THREE }
  const p = loopPaper(record, pid)
  if (!p || p.kind === 'referral' || p.withdrawn || p.waits || p.ruling?.granted === false) return undefined
  return { paper: pid, kind: p.kind, digest: p.digest, code: p.code, signatures: p.signatures, signRefusals: p.signRefusals, parties: p.kind === 'filing' ? ['lead', 'assistant'] : THREE }
}

/** What is to become of a photographed sheet. */
export type Verdict =
  | { kind: 'file'; page: number; pages: number }
  | { kind: 'again'; page: number; pages: number; old: SignedPage }
  | { kind: 'wrong' }
  | { kind: 'old'; code: string }
  | { kind: 'unread' }

/** judge tells at once whether a sheet belongs here: to this check, this version of what is signed, and as a page not filed yet. */
export function judge(record: CheckRecord, signed: OnPaper, sheet: Pick<ReadSheet, 'code'>): Verdict {
  const { code } = sheet
  if (!code) return { kind: 'unread' }
  if (code.checkId !== record.id) return { kind: 'wrong' }
  if (code.code !== signed.code) return { kind: 'old', code: code.code }
  return placed(record, signed, code.page, code.pages)
}

/** placed tells whether a page of a known number is new or filed already. */
export function placed(record: CheckRecord, signed: OnPaper, page: number, pages: number): Verdict {
  const old = filedPages(record, signed.digest).find((p) => p.page === page)
  return old ? { kind: 'again', page, pages, old } : { kind: 'file', page, pages }
}

/** Page numbers as people write them: 3、17–19、40. */
export function runsOf(numbers: readonly number[]): string {
  const runs: [number, number][] = []
  for (const n of numbers) {
    const last = runs.at(-1)
    if (last && n === last[1] + 1) last[1] = n
    else runs.push([n, n])
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join('、')
}

const pictureOf = ({ bytes, sha256, type, width, height }: ReadSheet['flat']): SheetPicture => ({ sha256, contentType: type, size: bytes.byteLength, width, height })

/** pageBody is the act's body for a sheet. */
export function pageBody(signed: OnPaper, sheet: ReadSheet, at: { page: number; pages: number; read: PageRead; source: PhotoSource; replaces?: string }): FileSignedPageBody {
  const { replaces, ...said } = at
  return {
    ...(signed.paper ? { paper: signed.paper } : {}), digest: signed.digest, ...said, original: pictureOf(sheet.original), flat: pictureOf(sheet.flat), corners: sheet.corners,
    takenAt: new Date().toISOString(), ...(replaces ? { replaces } : {}),
  }
}
