// From a photo to a filed page: whose page it is, whether it may be filed, and the act that files it.

import type { PhotoSource } from '../../camera/photo'
import type { ReadSheet } from '../../camera/sheet'
import { filedPages } from '../../inspection/onpaper'
import type { CheckRecord, FileSignedPageBody, PageRead, SheetPicture, SignedPage } from '../../inspection/record.gen'

/** What is to become of a photographed sheet. */
export type Verdict =
  | { kind: 'file'; page: number; pages: number }
  | { kind: 'again'; page: number; pages: number; old: SignedPage }
  | { kind: 'wrong' }
  | { kind: 'old'; code: string }
  | { kind: 'unread' }

/** judge tells at once whether a sheet belongs here: to this check, this version of its record, and as a page not filed yet. */
export function judge(record: CheckRecord, sheet: Pick<ReadSheet, 'code'>): Verdict {
  const { code } = sheet
  const seal = record.seal
  if (!code || !seal) return { kind: 'unread' }
  if (code.checkId !== record.id) return { kind: 'wrong' }
  if (code.code !== seal.code) return { kind: 'old', code: code.code }
  return placed(record, code.page, code.pages)
}

/** placed tells whether a page of a known number is new or filed already. */
export function placed(record: CheckRecord, page: number, pages: number): Verdict {
  const old = filedPages(record, record.seal?.digest ?? '').find((p) => p.page === page)
  return old ? { kind: 'again', page, pages, old } : { kind: 'file', page, pages }
}

const pictureOf = ({ bytes, sha256, type, width, height }: ReadSheet['flat']): SheetPicture => ({ sha256, contentType: type, size: bytes.byteLength, width, height })

/** pageBody is the act's body for a sheet. */
export function pageBody(record: CheckRecord, sheet: ReadSheet, at: { page: number; pages: number; read: PageRead; source: PhotoSource; replaces?: string }): FileSignedPageBody {
  const { replaces, ...said } = at
  return {
    digest: record.seal?.digest ?? '', ...said, original: pictureOf(sheet.original), flat: pictureOf(sheet.flat), corners: sheet.corners,
    takenAt: new Date().toISOString(), ...(replaces ? { replaces } : {}),
  }
}
