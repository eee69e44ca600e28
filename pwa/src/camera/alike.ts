// Which pictures look alike, by their prints (print.ts). The server's threshold is the same (casework/photo_alarms.go).

/** In how many of 64 bits two prints may differ to be shown as alike; measured, see internal/files/print_test.go. */
export const ALIKE = 10

/** In how many bits two prints differ; 64 when one of them is none. */
export function distance(a: string, b: string): number {
  if (a.length !== 16 || b.length !== 16) return 64
  let bits = 0
  for (let at = 0; at < 16; at += 4) {
    let different = parseInt(a.slice(at, at + 4), 16) ^ parseInt(b.slice(at, at + 4), 16)
    for (; different !== 0; different &= different - 1) bits += 1
  }
  return bits
}
