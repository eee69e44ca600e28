// Which laws are in force, and which citations may be printed: the twin of lapsed (lint.go) and checklist.Printable.

import { instruments, type Instrument } from './law.gen'

export interface Citation {
  law: string
  article: string
  sure: boolean
}

const named = (title: string): Instrument | undefined => instruments.find((i) => i.title === title)

/** lapsed: it is known that the instrument is not in force on the day. What is not known is not called lapsed. */
export function lapsed(title: string, on: string): boolean {
  const i = named(title)
  return i !== undefined && ((i.from !== '' && on < i.from) || (i.until !== '' && on > i.until))
}

/** printable: the citation and its instrument are sure, and it is in force on the day. */
export function printable({ law, sure }: Citation, on: string): boolean {
  const i = named(law)
  return sure && i !== undefined && i.sure && i.from !== '' && !lapsed(law, on)
}
