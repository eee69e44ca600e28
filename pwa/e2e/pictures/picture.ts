import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const base = readFileSync(fileURLToPath(new URL('./site.jpg', import.meta.url)))

/**
 * A photo as a camera would give it: a real JPEG, never the same bytes twice and never quite the same picture. The
 * numbers that weigh its colours are changed a little, and a random comment stands inside.
 */
export function photo(name = 'site.jpg'): { name: string; mimeType: string; buffer: Buffer } {
  const words = randomBytes(12)
  const picture = Buffer.from(base)
  const weights = picture.indexOf(Buffer.from([0xff, 0xdb])) + 5
  for (let i = 0; i < 10; i += 1) picture[weights + i] = Math.max(2, (picture[weights + i] ?? 0) + ((words[i] ?? 0) % 7) - 3)
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, words.length + 2]), words])
  return { name, mimeType: 'image/jpeg', buffer: Buffer.concat([picture.subarray(0, 2), comment, picture.subarray(2)]) }
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** The same, held sideways: 800 × 600 with the word (EXIF orientation 6) that it is to be turned to the right. */
export function sideways(): Buffer {
  const { buffer } = photo()
  const exif = Buffer.from('4578696600004d4d002a00000008000101120003000000010006000000000000', 'hex')
  return Buffer.concat([buffer.subarray(0, 2), Buffer.from([0xff, 0xe1, 0, exif.length + 2]), exif, buffer.subarray(2)])
}
