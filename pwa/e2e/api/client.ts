// A person who speaks to the server directly, with nothing of the app between: plain requests, as any other program
// would make them from the API document.

import { expect } from '@playwright/test'

export const password = 'anjian-demo'

export interface Problem {
  status: number
  code: string
  kind: string
  detail?: string
  article?: string
  details?: Record<string, unknown>
}

export interface Me {
  id: string
  name: string
  username: string
  role: string
  bureauId: string
  bureauName: string
  sectionId?: string
  sectionName?: string
  enterpriseId?: string
  enterpriseName?: string
  town?: string
  certificate?: { number: string; validUntil: string }
}

interface Pass {
  accessToken: string
  refreshToken: string
  person: Me
}

export interface Answered<T> {
  status: number
  headers: Headers
  body: T
}

/** Client is one signed-in person at one server. */
export class Client {
  private constructor(
    readonly url: string,
    readonly me: Me,
    readonly token: string,
  ) {}

  static async signIn(url: string, username: string, word = password): Promise<Client> {
    for (let tries = 0; ; tries += 1) {
      const response = await fetch(`${url}/api/v1/sessions`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ username, password: word }),
      })
      const pause = Number(response.headers.get('Retry-After') ?? 1)
      if (response.status === 201) {
        const pass = (await response.json()) as Pass
        return new Client(url, pass.person, pass.accessToken)
      }
      // The server paces sign-ins for everybody behind one address; a person waits and tries again.
      if (response.status !== 429 || tries > 20) throw new Error(`${username} cannot sign in: ${response.status} ${await response.text()}`)
      await new Promise((r) => setTimeout(r, pause * 1000))
    }
  }

  /** ask makes one request and gives whatever comes back. */
  async ask<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answered<T>> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.token}`, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: (text === '' ? undefined : JSON.parse(text)) as T }
  }

  /** get reads something that must be there. */
  async get<T>(path: string): Promise<T> {
    const { status, body } = await this.ask<T>('GET', path)
    expect(status, `GET ${path}: ${JSON.stringify(body).slice(0, 300)}`).toBe(200)
    return body
  }

  /** post does something that must succeed. */
  async post<T>(path: string, body: unknown): Promise<T> {
    const { status, body: said } = await this.ask<T>('POST', path, body)
    expect([200, 201], `POST ${path}: ${JSON.stringify(said).slice(0, 500)}`).toContain(status)
    return said
  }

  /** bytes reads a file; its status is the caller's to judge. */
  async bytes(path: string): Promise<{ status: number; type: string; bytes: Buffer }> {
    const response = await fetch(`${this.url}/api/v1${path}`, { headers: { Authorization: `Bearer ${this.token}` } })
    return { status: response.status, type: response.headers.get('Content-Type') ?? '', bytes: Buffer.from(await response.arrayBuffer()) }
  }
}
