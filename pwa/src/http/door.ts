// Every request to our server goes through this door: it shows the access token, and when the token has run out it
// fetches the next one, once, however many requests are waiting, and in one tab at a time (a refresh token is good for
// one use; two tabs using it would end the session). It keeps no tokens itself: the keeper does.

/** What signing in or refreshing gives. */
export interface Tokens {
  accessToken: string
  refreshToken: string
}

/** Where tokens are kept, shared by all tabs of the device. */
export interface TokenKeeper {
  read(): Promise<Tokens | undefined>
  write(tokens: Tokens): Promise<void>
  /** Runs `job` in one tab at a time. */
  alone<T>(job: () => Promise<T>): Promise<T>
}

export interface Door {
  /** Like fetch, with the person's token. A 401 that comes back is final: the person must sign in again. */
  fetch(request: Request): Promise<Response>
  /** A token for libraries that send by themselves; undefined when nobody is signed in. */
  token(): Promise<string | undefined>
  /** The token after `used` was refused; undefined when there is none to be had. */
  renew(used: string): Promise<string | undefined>
}

const EARLY = 20_000

/** When an access token runs out, in the device's time; undefined when it cannot be read. */
export function expiryOf(token: string): number | undefined {
  try {
    const part = token.split('.')[1] ?? ''
    const claims: unknown = JSON.parse(atob(part.replace(/-/g, '+').replace(/_/g, '/')))
    const { exp } = claims as { exp?: unknown }
    return typeof exp === 'number' ? exp * 1000 : undefined
  } catch {
    return undefined
  }
}

/** Opens a door. `refresh` exchanges a refresh token; it answers undefined when the server says the session is over, and throws when there was no answer. */
export function openDoor(keeper: TokenKeeper, refresh: (refreshToken: string) => Promise<Tokens | undefined>, send: typeof fetch = (r) => fetch(r)): Door {
  let renewing: Promise<string | undefined> | undefined

  function renew(used: string): Promise<string | undefined> {
    renewing ??= keeper
      .alone(async () => {
        const kept = await keeper.read()
        if (!kept?.refreshToken) return undefined
        if (kept.accessToken !== used && kept.accessToken !== '') return kept.accessToken // another tab was quicker
        const next = await refresh(kept.refreshToken)
        await keeper.write(next ?? { accessToken: '', refreshToken: '' })
        return next?.accessToken
      })
      .finally(() => {
        renewing = undefined
      })
    return renewing
  }

  async function token(): Promise<string | undefined> {
    const kept = await keeper.read()
    if (!kept?.refreshToken) return undefined
    const expiry = expiryOf(kept.accessToken)
    // A clock that is wrong by a day only costs a refresh: the server's 401 has the last word.
    const old = kept.accessToken === '' || (expiry !== undefined && expiry - EARLY < Date.now() && navigator.onLine)
    return old ? renew(kept.accessToken) : kept.accessToken
  }

  return {
    token,
    renew,
    async fetch(request) {
      const again = request.clone()
      const shown = await token()
      if (shown) request.headers.set('Authorization', `Bearer ${shown}`)
      const response = await send(request)
      if (response.status !== 401 || !shown) return response
      const next = await renew(shown)
      if (!next || next === shown) return response
      again.headers.set('Authorization', `Bearer ${next}`)
      return send(again)
    },
  }
}
