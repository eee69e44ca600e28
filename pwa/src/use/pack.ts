// Writes a rescue pack: everything this phone could not send, in one file that only its bureau can open. The form stands
// in internal/rescue/doc.go; this is its twin. Memory does not grow with the pack: one picture is held at a time, and the
// browser keeps what is sealed as parts of a Blob.

import type { Unsent } from '../local/db'
import type { RescueKit } from '../local/schema'

const CHUNK = 256 * 1024
const FORMAT = 'anjian/rescue/1'

export interface Packed {
  pack: Blob
  acts: number
  photos: number
}

/** Seals everything that comes. `tell` hears the bytes of plain text written so far. */
export async function sealPack(kit: RescueKit, device: string, things: AsyncIterable<Unsent>, tell: (bytes: number) => void = () => undefined): Promise<Packed> {
  const seal = await begin(kit)
  let acts = 0
  let photos = 0
  await seal.entry('A', { token: kit.author, device, madeAt: new Date().toISOString() })
  for await (const thing of things) {
    if (thing.what === 'act') {
      await seal.entry('M', thing.entry.act)
      acts += 1
    } else {
      const { sha256, type, checkId, bytes } = thing.photo
      await seal.entry('F', { sha256, type, size: bytes.byteLength, checkId })
      await seal.write(new Uint8Array(bytes))
      photos += 1
    }
    tell(seal.written())
  }
  await seal.entry('E', { acts, photos })
  return { pack: await seal.end(), acts, photos }
}

interface Seal {
  entry(kind: 'A' | 'M' | 'F' | 'E', value: unknown): Promise<void>
  write(bytes: Uint8Array): Promise<void>
  written(): number
  end(): Promise<Blob>
}

async function begin(kit: RescueKit): Promise<Seal> {
  const { subtle } = crypto
  const curve = { name: 'ECDH', namedCurve: 'P-256' }
  const theirs = await subtle.importKey('raw', fromBase64(kit.publicKey), curve, false, [])
  const mine = await subtle.generateKey(curve, false, ['deriveBits'])
  const ephemeral = new Uint8Array(await subtle.exportKey('raw', mine.publicKey))
  const salt = crypto.getRandomValues(new Uint8Array(32))
  const head = utf8(JSON.stringify({
    format: FORMAT, agreement: 'ECDH-P256', derivation: 'HKDF-SHA256', cipher: 'AES-256-GCM', keyId: kit.keyId,
    ephemeral: toBase64(ephemeral), salt: toBase64(salt), chunk: CHUNK,
  }))
  const before = joined(utf8('ANJIANR1'), number(head.length), head)
  const info = joined(utf8(`${FORMAT}\n`), new Uint8Array(await subtle.digest('SHA-256', before)))
  const secret = await subtle.importKey('raw', await subtle.deriveBits({ name: 'ECDH', public: theirs }, mine.privateKey, 256), 'HKDF', false, ['deriveKey'])
  const key = await subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt, info }, secret, { name: 'AES-GCM', length: 256 }, false, ['encrypt'])

  const parts: Blob[] = [new Blob([before])]
  const room = new Uint8Array(CHUNK)
  let used = 0
  let index = 0
  let written = 0

  async function close(last: boolean): Promise<void> {
    const iv = new Uint8Array(12)
    new DataView(iv.buffer).setUint32(7, index)
    iv[11] = last ? 1 : 0
    const box = await subtle.encrypt({ name: 'AES-GCM', iv }, key, room.subarray(0, used))
    parts.push(new Blob([number(box.byteLength), box]))
    index += 1
    used = 0
  }
  async function write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      if (used === CHUNK) await close(false) // only now is it known not to be the last
      const n = Math.min(CHUNK - used, bytes.length - at)
      room.set(bytes.subarray(at, at + n), used)
      used += n
      at += n
      written += n
    }
  }
  return {
    write,
    written: () => written,
    async entry(kind, value) {
      const text = utf8(JSON.stringify(value))
      await write(joined(utf8(kind), number(text.length), text))
    },
    async end() {
      await close(true)
      return new Blob(parts, { type: 'application/octet-stream' })
    },
  }
}

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

function number(n: number): Uint8Array<ArrayBuffer> {
  const four = new Uint8Array(4)
  new DataView(four.buffer).setUint32(0, n)
  return four
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))
