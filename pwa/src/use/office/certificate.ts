// A signature made with a certificate, by a program of its own, handed in at the desk: what is to be signed, and the files
// as the server takes them.

import { dialect } from '../../inspection/procedure.gen'
import type { SignWithCertificateBody } from '../../inspection/record.gen'
import type { Minted } from './acts'
import type { Problem } from './door'
import { perform } from './signing'

export const SUITES = ['x509-sha256', 'sm2-sm3'] as const
export type Suite = (typeof SUITES)[number]

/** The longest file that is taken for a signature or a certificate. */
export const MOST_BYTES = 64 * 1024

/** The text that is signed for a digest (sign_with_certificate.go). */
export const signedText = (digest: string): string => `anjian/signature/1 ${digest}`

/** filesOf gives the contents of a file in base64: each block of a PEM file, or the whole of a binary one. */
export async function filesOf(file: File): Promise<string[]> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const text = new TextDecoder('latin1').decode(bytes)
  const blocks = [...text.matchAll(/-----BEGIN [A-Z0-9 ]+-----([A-Za-z0-9+/=\s]+)-----END/g)].map((m) => (m[1] ?? '').replaceAll(/\s/g, ''))
  if (blocks.length > 0) return blocks
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return [btoa(binary)]
}

/** Hands the signature in; undefined when the server has verified and counted it. */
export const handIn = (checkId: string, body: SignWithCertificateBody, minted: Minted): Promise<Problem | undefined> =>
  perform({ id: minted.id, kind: 'sign_with_certificate', checkId, doneAt: minted.doneAt, dialect, body })
