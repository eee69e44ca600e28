import { describe, expect, it, vi } from 'vitest'
import { expiryOf, openDoor, type TokenKeeper, type Tokens } from './door'
import { problemFrom } from './problem'
import { ask, wireOver } from './wire'

function keeperOf(tokens: Tokens | undefined): TokenKeeper & { kept: Tokens | undefined } {
  const keeper = { kept: tokens, read: async () => keeper.kept, write: async (next: Tokens) => void (keeper.kept = next), alone: <T>(job: () => Promise<T>) => job() }
  return keeper
}
const accepts = (good: string) => async (request: Request | string | URL) => new Response('{}', { status: (request as Request).headers.get('Authorization') === `Bearer ${good}` ? 200 : 401 })
const request = () => new Request('http://anjian.test/api/v1/me')
const door = (keeper: TokenKeeper, refresh: (token: string) => Promise<Tokens | undefined>, send: typeof fetch) => openDoor(keeper, refresh, send)

describe('the door', () => {
  it('shows the token, and fetches the next one when it has run out', async () => {
    const keeper = keeperOf({ accessToken: 'old', refreshToken: 'r1' })
    const d = door(keeper, async () => ({ accessToken: 'new', refreshToken: 'r2' }), accepts('new'))
    expect((await d.fetch(request())).status).toBe(200)
    expect(keeper.kept).toEqual({ accessToken: 'new', refreshToken: 'r2' })
  })

  it('uses a refresh token once, however many requests are waiting', async () => {
    const keeper = keeperOf({ accessToken: 'old', refreshToken: 'r1' })
    const refresh = vi.fn(async () => ({ accessToken: 'new', refreshToken: 'r2' }))
    const d = door(keeper, refresh, accepts('new'))
    const all = await Promise.all(Array.from({ length: 20 }, () => d.fetch(request())))
    expect(all.every((r) => r.status === 200)).toBe(true)
    expect(refresh).toHaveBeenCalledTimes(1)
  })

  it('takes the token another tab has fetched meanwhile', async () => {
    const keeper = keeperOf({ accessToken: 'old', refreshToken: 'r1' })
    const refresh = vi.fn(async () => undefined)
    const d = door(keeper, refresh, async (r) => {
      keeper.kept = { accessToken: 'new', refreshToken: 'r2' }
      return accepts('new')(r as Request)
    })
    expect((await d.fetch(request())).status).toBe(200)
    expect(refresh).not.toHaveBeenCalled()
  })

  it('gives the 401 back when the session is over, and asks no more', async () => {
    const keeper = keeperOf({ accessToken: 'old', refreshToken: 'r1' })
    const refresh = vi.fn(async () => undefined)
    const d = door(keeper, refresh, accepts('never'))
    expect((await d.fetch(request())).status).toBe(401)
    expect((await d.fetch(request())).status).toBe(401)
    expect(refresh).toHaveBeenCalledTimes(1)
  })

  it('keeps the session when the refresh got no answer', async () => {
    const keeper = keeperOf({ accessToken: 'old', refreshToken: 'r1' })
    const d = door(keeper, () => Promise.reject(new TypeError('Failed to fetch')), accepts('new'))
    await expect(d.fetch(request())).rejects.toThrow('Failed to fetch')
    expect(keeper.kept?.refreshToken).toBe('r1')
  })

  it('reads when a token runs out, and nothing from nonsense', () => {
    expect(expiryOf(`x.${btoa(JSON.stringify({ exp: 1700000000 }))}.y`)).toBe(1700000000000)
    expect(expiryOf('nonsense')).toBeUndefined()
  })
})

describe('an answer', () => {
  it('is a problem only when it is ours', () => {
    expect(problemFrom({ code: 'record.sealed', kind: 'refused', detail: 'No.', article: 'a', requestId: 'q' })).toEqual({ code: 'record.sealed', kind: 'refused', message: 'No.', article: 'a', details: { requestId: 'q' } })
    expect(problemFrom('<html>')).toBeUndefined()
  })

  it('without a network is tried again', async () => {
    vi.stubGlobal('Request', class extends Request { constructor(path: string, init?: RequestInit) { super(new URL(path, 'http://anjian.test'), init) } })
    const offline = { fetch: () => Promise.reject(new TypeError('no')), token: async () => undefined, renew: async () => undefined }
    expect(await ask(offline, '/me', () => true)).toEqual({ fate: 'retry', offline: true })
    const portal = { ...offline, fetch: async () => new Response('<html>sign in to the hotel</html>') }
    expect((await wireOver(portal).pushActs([])).fate).toBe('retry')
    vi.unstubAllGlobals()
  })
})
