// The enterprise's phone: its app is the same as the officers', opened by an account, or by a link that one of the officers
// made for it. Behind a link there is no session that could end; its token is exchanged for a pass as often as one is needed.

import { at } from './ground'
import type { Tokens } from '../../src/http/door'
import { jsonOf, problemFrom } from '../../src/http/problem'
import { openDevice } from '../../src/local/device'
import { Phone, type Sabotage } from './phone'
import { Tab } from './tab'

interface Guest {
  linkId: string
  checkId: string
  bureauId: string
  enterpriseId?: string
  orderId?: string
  name: string
}

export class Bearer extends Phone {
  private guest: Guest | undefined

  constructor(private readonly link: string, port: () => number, sabotage?: Sabotage) {
    super({ username: 'the bearer of a link', password: '' }, port, sabotage)
  }

  override readonly renew = async (token: string): Promise<Tokens | undefined> => {
    const response = await fetch('/api/v1/guest-sessions', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token }) })
    const json = (await jsonOf(response)) as { accessToken?: string; guest?: Guest } | undefined
    if (response.status === 201 && json?.accessToken && json.guest) {
      this.guest = json.guest
      return { accessToken: json.accessToken, refreshToken: token }
    }
    if (problemFrom(json)?.code === 'link.dead') return undefined
    throw new Error(`no pass (${response.status})`)
  }

  override signIn(): Promise<boolean> {
    const tab = new Tab(this)
    const work = at(tab.place, async () => {
      const pass = await this.renew(this.link).catch(() => undefined)
      if (!pass || !this.guest) return false
      const { linkId, checkId, bureauId, enterpriseId, orderId, name } = this.guest
      this.actor = { personId: linkId, name, bureauId, role: 'enterprise', checkId, purpose: 'rectify', ...(enterpriseId ? { enterpriseId } : {}), ...(orderId ? { orderId } : {}) }
      this.tokens = pass
      this.device = (await openDevice()).id
      return true
    })
    return Promise.race([work, tab.life.died.then(() => false)])
  }
}
