// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { Unsent } from '../local/db'
import { sealPack } from './pack'

/** Opens a pack by its description (internal/rescue/doc.go), to hold the writer to it. */
async function opened(pack: Blob, key: CryptoKey): Promise<{ sizes: number[]; plain: Uint8Array }> {
  const file = new Uint8Array(await pack.arrayBuffer())
  const at = (i: number): number => new DataView(file.buffer).getUint32(i)
  const length = at(8)
  const head = JSON.parse(new TextDecoder().decode(file.subarray(12, 12 + length))) as Record<string, string>
  const bytes = (text = ''): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'base64url'))
  const theirs = await crypto.subtle.importKey('raw', bytes(head['ephemeral']), { name: 'ECDH', namedCurve: 'P-256' }, false, [])
  const secret = await crypto.subtle.importKey('raw', await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, key, 256), 'HKDF', false, ['deriveKey'])
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', file.subarray(0, 12 + length)))
  const info = new Uint8Array([...new TextEncoder().encode('anjian/rescue/1\n'), ...sum])
  const open = await crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: bytes(head['salt']), info }, secret, { name: 'AES-GCM', length: 256 }, false, ['decrypt'])
  const sizes: number[] = []
  const parts: Uint8Array[] = []
  for (let i = 12 + length; i < file.length; ) {
    const n = at(i)
    const iv = new Uint8Array(12)
    new DataView(iv.buffer).setUint32(7, sizes.length)
    iv[11] = i + 4 + n === file.length ? 1 : 0
    const plain = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, open, file.subarray(i + 4, i + 4 + n)))
    sizes.push(plain.length)
    parts.push(plain)
    i += 4 + n
  }
  return { sizes, plain: new Uint8Array(Buffer.concat(parts)) }
}

function entries(plain: Uint8Array): { kind: string; value: Record<string, unknown>; body: Uint8Array }[] {
  const found = []
  for (let i = 0; i < plain.length; ) {
    const n = new DataView(plain.buffer, plain.byteOffset).getUint32(i + 1)
    const value = JSON.parse(new TextDecoder().decode(plain.subarray(i + 5, i + 5 + n))) as Record<string, unknown>
    const kind = String.fromCharCode(plain[i] ?? 0)
    const size = kind === 'F' ? (value['size'] as number) : 0
    found.push({ kind, value, body: plain.subarray(i + 5 + n, i + 5 + n + size) })
    i += 5 + n + size
  }
  return found
}

async function* things(acts: number, photos: number, size: number): AsyncGenerator<Unsent> {
  for (let i = 0; i < acts; i += 1) yield { what: 'act', entry: { act: { id: `a${i}`, body: { note: '好' } } } } as unknown as Unsent
  for (let i = 0; i < photos; i += 1) yield { what: 'photo', photo: { sha256: `s${i}`, type: 'image/jpeg', checkId: 'c', bytes: new Uint8Array(size).fill(i).buffer } } as unknown as Unsent
}

describe('a rescue pack', async () => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
  const kit = { keyId: 'k', publicKey: Buffer.from(await crypto.subtle.exportKey('raw', pair.publicKey)).toString('base64url'), author: 'token' }

  it.each([[0, 0, 0], [3, 0, 0], [2, 3, 200_000], [1, 1, 262_144 * 2]])('of %i acts and %i photos of %i bytes comes out as it went in', async (acts, photos, size) => {
    const heard: number[] = []
    const made = await sealPack(kit, 'd', things(acts, photos, size), (n) => heard.push(n))
    const { sizes, plain } = await opened(made.pack, pair.privateKey)
    expect(sizes.slice(0, -1).every((n) => n === 262_144)).toBe(true)
    const all = entries(plain)
    expect(all.map((e) => e.kind).join('')).toBe(`A${'M'.repeat(acts)}${'F'.repeat(photos)}E`)
    expect(all[0]?.value).toMatchObject({ token: 'token', device: 'd' })
    expect(all.at(-1)?.value).toEqual({ acts, photos })
    expect(all.filter((e) => e.kind === 'F').every((e, i) => e.body.length === size && e.body.every((b) => b === i))).toBe(true)
    expect([made.acts, made.photos, heard.length]).toEqual([acts, photos, acts + photos])
  })

  it('never uses a key twice', async () => {
    const [one, two] = await Promise.all([sealPack(kit, 'd', things(1, 0, 0)), sealPack(kit, 'd', things(1, 0, 0))])
    expect(await one.pack.slice(0, 500).text()).not.toBe(await two.pack.slice(0, 500).text())
  })
})
