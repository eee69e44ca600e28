// A person's secret for a draw. It is made here and stays at this desk until its owner shows it: the server gets only the
// commitment, so nobody, the server's keeper included, can know the seed before both have promised.

const SIZE = 32
const keyOf = (drawId: string, personId: string): string => `anjian.draw.${drawId}.${personId}`
const hex = (bytes: Uint8Array): string => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')

/** The secret kept at this desk, if it was made here. */
export const keptSecret = (drawId: string, personId: string): string => localStorage.getItem(keyOf(drawId, personId)) ?? ''

/** Makes a secret and keeps it; one that is kept already is given again, so that a promise can be sent twice. */
export function makeSecret(drawId: string, personId: string): string {
  const kept = keptSecret(drawId, personId)
  if (kept) return kept
  const made = hex(crypto.getRandomValues(new Uint8Array(SIZE)))
  localStorage.setItem(keyOf(drawId, personId), made)
  return made
}

export const forgetSecret = (drawId: string, personId: string): void => localStorage.removeItem(keyOf(drawId, personId))

/** What is handed in instead of the secret: SHA-256 over netstrings, as the server and the certificate work it out. */
export async function commitmentTo(drawId: string, fingerprint: string, personId: string, secret: string): Promise<string> {
  const utf8 = new TextEncoder()
  const text = ['anjian-commit-1', drawId, fingerprint, personId, secret].map((f) => `${utf8.encode(f).length}:${f},`).join('')
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8.encode(text))))
}

/** In groups, for writing down. */
export const grouped = (secret: string): string => secret.match(/.{1,8}/g)?.join(' ') ?? ''
/** What somebody typed from their paper, as it was made. */
export const typed = (text: string): string => text.replace(/\s/g, '').toLowerCase()
