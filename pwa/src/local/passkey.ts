// Passkeys as a key to the data: the authenticator gives a secret for a salt (PRF), always the same, and to this site
// only. Nothing of it goes to the server. Browsers refuse passkeys where the address is an IP number.

/** Whether this phone can open the data with its own lock (finger, face, screen code). */
export async function passkeysHere(): Promise<boolean> {
  try {
    if (!globalThis.isSecureContext || typeof PublicKeyCredential === 'undefined' || /^[\d.]+$|:/.test(location.hostname)) return false
    const told = (await (PublicKeyCredential as unknown as { getClientCapabilities?: () => Promise<Record<string, boolean>> }).getClientCapabilities?.()) ?? {}
    return told['extension:prf'] !== false && (await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable())
  } catch {
    return false
  }
}

interface Prf {
  prf?: { enabled?: boolean; results?: { first?: ArrayBuffer } }
}

const anew = (): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(32))

/** Makes a passkey and its secret for a salt; undefined when the person or the phone declines. */
export async function makePasskey(person: { personId: string; username: string; name: string }): Promise<{ id: ArrayBuffer; salt: Uint8Array<ArrayBuffer>; secret: ArrayBuffer } | undefined> {
  const salt = anew()
  try {
    const made = (await navigator.credentials.create({
      publicKey: {
        rp: { name: 'Anjian' },
        user: { id: new TextEncoder().encode(person.personId), name: person.username, displayName: person.name },
        challenge: anew(), // nobody checks the answer: only the secret counts
        pubKeyCredParams: [{ type: 'public-key', alg: -7 }, { type: 'public-key', alg: -257 }],
        authenticatorSelection: { authenticatorAttachment: 'platform', userVerification: 'required', residentKey: 'preferred' },
        extensions: { prf: { eval: { first: salt } } },
      },
    })) as PublicKeyCredential | null
    if (!made) return undefined
    const { prf } = made.getClientExtensionResults() as Prf
    if (prf?.results?.first) return { id: made.rawId, salt, secret: prf.results.first }
    const asked = prf?.enabled ? await askPasskey([{ id: made.rawId, salt }]) : undefined // some give the secret only when asked again
    return asked && { ...asked, salt }
  } catch {
    return undefined
  }
}

/** Asks for the secret of one of these passkeys; undefined when the person or the phone declines. */
export async function askPasskey(known: readonly { id: ArrayBuffer; salt: Uint8Array<ArrayBuffer> }[]): Promise<{ id: ArrayBuffer; secret: ArrayBuffer } | undefined> {
  const evalByCredential = Object.fromEntries(known.map(({ id, salt }) => [base64url(id), { first: salt }]))
  try {
    const given = (await navigator.credentials.get({
      publicKey: { challenge: anew(), userVerification: 'required', allowCredentials: known.map(({ id }) => ({ type: 'public-key', id })), extensions: { prf: { evalByCredential } } },
    })) as PublicKeyCredential | null
    const secret = (given?.getClientExtensionResults() as Prf | undefined)?.prf?.results?.first
    return given && secret ? { id: given.rawId, secret } : undefined
  } catch {
    return undefined
  }
}

const base64url = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
