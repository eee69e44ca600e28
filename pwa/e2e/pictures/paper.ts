import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'

/** The text of a PDF as anybody's tools read it, pages separated by form feeds. Keeps the file for looking at. */
export function textOf(pdf: Buffer, name: string): string {
  mkdirSync('e2e/.out/papers', { recursive: true })
  const path = `e2e/.out/papers/${name}.pdf`
  writeFileSync(path, pdf)
  return execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
}

/** Text without the spaces and breaks that layout puts between characters. */
export const plain = (text: string): string => text.replaceAll(/\s+/g, '')
