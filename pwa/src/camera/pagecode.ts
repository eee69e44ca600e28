// What the QR code in the foot of a printed page says: which check, which paper (by its check code), which page of how
// many. internal/paper/foot.go writes it.

export interface PageCode {
  checkId: string
  code: string
  page: number
  pages: number
}

const LAST = 999

/** pageCodeOf reads the text of a QR code; undefined when it is none of ours. */
export function pageCodeOf(text: string): PageCode | undefined {
  const found = /^https?:\/\/[^/?#]+\/v\/([0-9a-f-]{36})\/([0-9a-f]{12})\?p=(\d{1,3})-(\d{1,3})$/.exec(text)
  if (!found) return undefined
  const [, checkId = '', code = '', page, pages] = found
  const [n, m] = [Number(page), Number(pages)]
  return n >= 1 && n <= m && m <= LAST ? { checkId, code, page: n, pages: m } : undefined
}
