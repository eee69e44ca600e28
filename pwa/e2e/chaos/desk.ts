// The people who are not on a phone, and the checker's own eyes: plain requests that are made until they are answered.

import { v7 } from 'uuid'
import { exchange, type Got } from './exchange'

export const password = 'anjian-demo'

export class Desk {
  private constructor(
    private readonly port: () => number,
    readonly id: string,
    readonly username: string,
    private token: string,
    private readonly secret: string,
  ) {}

  static async signIn(port: () => number, username: string, secret = password): Promise<Desk> {
    const desk = new Desk(port, '', username, '', secret)
    const pass = await desk.pass()
    return new Desk(port, pass.person.id, username, pass.accessToken, secret)
  }

  /** Somebody who came by a link: its token is exchanged for a pass as often as one is needed. */
  static async byLink(port: () => number, token: string): Promise<Desk> {
    const desk = new Desk(port, '', '', '', token)
    const pass = await desk.pass()
    return new Desk(port, pass.person.id, '', pass.accessToken, token)
  }

  private async pass(): Promise<{ accessToken: string; person: { id: string } }> {
    if (this.username === '') {
      const got = await this.send('POST', '/guest-sessions', { token: this.secret })
      if (got.status !== 201) throw new Error(`the link opens nothing: ${got.body.toString().slice(0, 200)}`)
      const { accessToken, guest } = JSON.parse(got.body.toString()) as { accessToken: string; guest: { linkId: string } }
      return { accessToken, person: { id: guest.linkId } }
    }
    const got = await this.send('POST', '/sessions', { username: this.username, password: this.secret })
    if (got.status !== 201) throw new Error(`${this.username} cannot sign in: ${got.body.toString().slice(0, 200)}`)
    return JSON.parse(got.body.toString()) as { accessToken: string; person: { id: string } }
  }

  private async send(method: string, path: string, body?: unknown): Promise<Got> {
    const headers: Record<string, string> = { accept: 'application/json', ...(this.token ? { authorization: `Bearer ${this.token}` } : {}) }
    if (body !== undefined) headers['content-type'] = 'application/json'
    const sent = { method, path: `/api/v1${path}`, headers, body: body === undefined ? undefined : Buffer.from(JSON.stringify(body)) }
    for (let tries = 0; ; tries += 1) {
      try {
        return await exchange(this.port(), sent)
      } catch (error) {
        if (tries > 100) throw error
        await new Promise((r) => setTimeout(r, 50))
      }
    }
  }

  /** One answered request; a token that ran out is renewed. */
  async ask(method: string, path: string, body?: unknown): Promise<Got> {
    const got = await this.send(method, path, body)
    if (got.status !== 401) return got
    this.token = ''
    this.token = (await this.pass()).accessToken
    return this.send(method, path, body)
  }

  /** Plain bytes to the server, as a file is handed in. */
  async bytes(path: string, body: Buffer): Promise<Got> {
    await this.get('/me') // renews a token that ran out
    return exchange(this.port(), { method: 'POST', path: `/api/v1${path}`, headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/octet-stream' }, body })
  }

  async get<T>(path: string): Promise<T> {
    const got = await this.ask('GET', path)
    if (got.status !== 200) throw new Error(`GET ${path} as ${this.username}: ${got.status} ${got.body.toString().slice(0, 200)}`)
    return JSON.parse(got.body.toString()) as T
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    const got = await this.ask('POST', path, body)
    if (got.status >= 300) throw new Error(`POST ${path} as ${this.username}: ${got.status} ${got.body.toString().slice(0, 300)}`)
    return JSON.parse(got.body.toString()) as T
  }
}

/** The desks of one world. */
export interface Office {
  head: Desk
  leader: Desk
  enterprises: string[]
  /** Accounts of enterprises, each with the enterprise it speaks for. */
  owners: { username: string; enterpriseId: string }[]
}

export async function openOffice(port: () => number, head: string): Promise<Office> {
  const desks = await Promise.all([Desk.signIn(port, head), Desk.signIn(port, 'leader1')])
  const { items } = await desks[0].get<{ items: { id: string }[] }>('/enterprises?limit=200')
  const owners = await Promise.all(
    ['enterprise1', 'enterprise2', 'enterprise3'].map(async (username) => {
      const { enterpriseId } = await (await Desk.signIn(port, username)).get<{ enterpriseId: string }>('/me')
      return { username, enterpriseId }
    }),
  )
  return { head: desks[0], leader: desks[1], enterprises: items.map((e) => e.id), owners }
}

/** A check that the team may go and make: planned, dispatched, approved. Gives its id and the acts of the desks. */
export async function readyCheck({ head, leader, enterprises }: Office, team: { lead: string; assistant: string }, checklist: string, n: number, enterpriseId?: string): Promise<{ checkId: string; acts: string[] }> {
  const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  const created = await head.post<{ check: { id: string }; receipt: { actId: string } }>('/checks', {
    id: v7(), checkId: v7(),
    body: {
      enterpriseId: enterpriseId ?? enterprises[n % enterprises.length], kind: 'routine', source: 'in_plan', plannedOn: day, team, checklists: [{ code: checklist }],
      scheme: { basis: '2026年度安全生产监督检查计划', reason: '模拟', areas: '生产车间', content: '安全管理', methods: ['查现场'], tools: [], documents: ['现场检查记录'] },
    },
  })
  const checkId = created.check.id
  const acts = [created.receipt.actId]
  for (const [desk, route, body] of [[head, 'dispatch', {}], [leader, 'approval', { opinion: '同意' }]] as const) {
    const done = await desk.post<{ receipt: { actId: string } }>(`/checks/${checkId}/${route}`, { id: v7(), body })
    acts.push(done.receipt.actId)
  }
  return { checkId, acts }
}
