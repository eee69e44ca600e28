// Seals the data key so that a forgotten PIN loses nothing: to the bureau's rescue key, for this one person. The server
// opens it for whoever has signed in as that person, and keeps nothing. The form stands in internal/identity/phonekey.go.

import type { Escrow, RescueKit } from './schema'

/** Seals 32 bytes. */
export async function toEscrow(kit: RescueKit, bureauId: string, personId: string, raw: ArrayBuffer): Promise<Escrow> {
  const { subtle } = crypto
  const curve = { name: 'ECDH', namedCurve: 'P-256' }
  const theirs = await subtle.importKey('raw', fromBase64(kit.publicKey), curve, false, [])
  const mine = await subtle.generateKey(curve, false, ['deriveBits'])
  const salt = crypto.getRandomValues(new Uint8Array(32))
  const info = new TextEncoder().encode(`anjian/phone-key/1\n${bureauId}\n${personId}`)
  const secret = await subtle.importKey('raw', await subtle.deriveBits({ name: 'ECDH', public: theirs }, mine.privateKey, 256), 'HKDF', false, ['deriveKey'])
  const key = await subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt, info }, secret, { name: 'AES-GCM', length: 256 }, false, ['encrypt'])
  const box = await subtle.encrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, key, raw) // the key seals this once
  return { keyId: kit.keyId, ephemeral: toBase64(await subtle.exportKey('raw', mine.publicKey)), salt: toBase64(salt.buffer), box: toBase64(box) }
}

const toBase64 = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')

/** base64url as bytes. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))
