// Somebody who came by a link, without an account: the link's token is exchanged for a short pass as often as one is
// needed, and what is written stays in this tab until the server has it.

import { onScopeDispose, readonly, ref, shallowRef, type Ref } from 'vue'
import { v7 } from 'uuid'
import { openDoor, type Tokens } from '../http/door'
import { jsonOf, noNetwork, problemFrom, strangeAnswer } from '../http/problem'
import { ask } from '../http/wire'
import type { Checklist } from '../inspection/judge'
import type { Notice } from '../inspection/notice'
import type { Act, CheckRecord, ConfirmAddressBody, RefusePaperBody, RefuseSignatureBody, SignPaperBody, SignRecordBody } from '../inspection/record.gen'
import type { Problem } from '../local/db'
import { dialect } from '../inspection/procedure.gen'
import type { PushResult, Reply } from '../sync/wire'
import { signingByLink, type ByLink } from './bylink'
import type { ViewedCheck } from './check'
import type { AvoidanceWay, OwnAvoidance } from './ownAvoidance'

export interface Guest {
  linkId: string
  checkId: string
  purpose: 'sign' | 'expert' | 'rectify' | 'notice'
  bureauId: string
  enterpriseId?: string
  /** Of a link to report what was put right: the one order it is for. */
  orderId?: string
  name: string
  post?: string
  invitedBy: string
  endsAt: string
}

/** Purposes whose bearers work on ground of their own. */
export type OwnPurpose = 'expert' | 'rectify'

/** `own`: their page opens the link itself. `dead`: the link opens nothing. `early`: there is no sealed record yet. `away`: no answer, it is tried again. */
export type GuestScreen = { kind: 'loading' } | { kind: 'own'; purpose: OwnPurpose } | { kind: 'dead' } | { kind: 'early'; guest: Guest } | { kind: 'away'; problem: Problem } | { kind: 'notice'; guest: Guest; notice: Notice } | { kind: 'ready'; guest: Guest; check: ViewedCheck }

/** An answer as an earlier app left it in this tab, on its way without a signature of the phone. */
interface EarlierAnswer {
  route: 'signatures' | 'signature-refusals' | 'paper-signatures' | 'paper-refusals'
  envelope: { id: string; doneAt: string; body: unknown }
}

const TOKEN = 'anjian.link'
const ANSWER = 'anjian.link.answer'
const DRAFT = 'anjian.link.draft'
const GUEST = 'anjian.link.guest'
const again = 4_000

/** Takes the token out of the address, where it would be photographed and bookmarked, into this tab. */
export function takeToken(): string | undefined {
  const shown = location.hash.slice(1)
  if (/^[\w-]{20,100}$/.test(shown)) {
    if (sessionStorage.getItem(TOKEN) !== shown) for (const key of [ANSWER, DRAFT, GUEST]) sessionStorage.removeItem(key)
    sessionStorage.setItem(TOKEN, shown)
    history.replaceState(history.state, '', location.pathname)
  }
  return sessionStorage.getItem(TOKEN) ?? undefined
}

/** Who came by the link, as this tab last heard it: known again without a network. */
export const keptGuest = (): Guest | undefined => JSON.parse(sessionStorage.getItem(GUEST) ?? 'null') as Guest | undefined ?? undefined

/** Exchanges a link's token. Undefined: the link opens nothing. Throws when there was no answer. */
export async function exchangeLink(shown: string): Promise<{ accessToken: string; guest: Guest } | undefined> {
  const response = await fetch('/api/v1/guest-sessions', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token: shown }) })
  const json = (await jsonOf(response)) as { accessToken?: string; guest?: Guest } | undefined
  if (response.status === 201 && json?.accessToken && json.guest) {
    sessionStorage.setItem(GUEST, JSON.stringify(json.guest))
    return { accessToken: json.accessToken, guest: json.guest }
  }
  if (problemFrom(json)?.code === 'link.dead') return undefined
  throw new Error(`no pass (${response.status})`)
}

/** What is half written, of this tab only. */
export const guestDraft = (): Record<string, string> => JSON.parse(sessionStorage.getItem(DRAFT) ?? '{}') as Record<string, string>
export const keepGuestDraft = (said: Record<string, string>): void => sessionStorage.setItem(DRAFT, JSON.stringify(said))

const has = (key: string) => (json: unknown): boolean => typeof json === 'object' && json !== null && key in json

export interface UsedLink {
  screen: Readonly<Ref<GuestScreen>>
  /** An answer was given and the server has not said yet that it has it. */
  sending: Readonly<Ref<boolean>>
  problem: Readonly<Ref<Problem | undefined>>
  sign(body: SignRecordBody): void
  refuse(body: RefuseSignatureBody): void
  /** The same for a paper of the loop. */
  signPaper(body: SignPaperBody): void
  refusePaper(body: RefusePaperBody): void
  /** Where papers reach the enterprise. */
  confirmAddress(body: ConfirmAddressBody): void
  /** The notice or the record as the server prints it, or the paper of the loop of that id. */
  pdf(paperId?: string): Promise<{ url: string } | Problem>
  /** By the notice's link: asking that an officer it names keep away. */
  avoiding: AvoidanceWay
}

/** useLink opens the link in this tab while the calling screen lives. */
export function useLink(): UsedLink {
  const screen = shallowRef<GuestScreen>({ kind: 'loading' })
  const sending = ref(false)
  const problem = shallowRef<Problem>()
  const token = takeToken()
  let guest: Guest | undefined
  let signing: ByLink | undefined
  let kept: Tokens | undefined = token ? { accessToken: '', refreshToken: token } : undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let left = false

  async function exchange(shown: string): Promise<Tokens | undefined> {
    const pass = await exchangeLink(shown)
    guest = pass?.guest
    return pass && { accessToken: pass.accessToken, refreshToken: shown }
  }
  const door = openDoor({ read: async () => kept, write: async (next) => void (kept = next), alone: (job) => job() }, exchange)

  function later(job: () => Promise<void>): void {
    if (!left) timer = setTimeout(() => void job(), again)
  }

  /** Says that the link opens nothing; the key of this phone was for it alone. */
  function end(): void {
    screen.value = { kind: 'dead' }
    const last = keptGuest()
    if (last?.purpose === 'sign') void (signing ?? signingByLink(last.linkId, door)).forget()
  }

  async function load(): Promise<void> {
    try {
      if (!token || !(await door.token()) || !guest) return end()
    } catch {
      if (screen.value.kind !== 'ready') screen.value = { kind: 'away', problem: noNetwork }
      return later(load)
    }
    if (guest.purpose === 'expert' || guest.purpose === 'rectify') {
      screen.value = { kind: 'own', purpose: guest.purpose }
      return
    }
    if (guest.purpose === 'notice') return readNotice(guest)
    if (!signing) void (signing = signingByLink(guest.linkId, door)).prepare()
    const reply = await ask<{ record: CheckRecord }>(door, `/checks/${guest.checkId}`, has('record'))
    if (reply.fate === 'done') return show(guest, reply.value.record)
    if (reply.fate === 'signIn') end()
    else if (reply.problem?.kind === 'not_found' || reply.problem?.kind === 'forbidden') {
      screen.value = { kind: 'early', guest }
      later(load)
    } else {
      if (screen.value.kind !== 'ready') screen.value = { kind: 'away', problem: reply.problem ?? noNetwork }
      later(load)
    }
  }

  async function readNotice(who: Guest): Promise<void> {
    const reply = await ask<Notice>(door, `/checks/${who.checkId}/notice`, has('officers'))
    if (reply.fate === 'done') screen.value = { kind: 'notice', guest: who, notice: reply.value }
    else if (reply.fate === 'signIn' || reply.problem?.kind === 'not_found') screen.value = { kind: 'dead' }
    else {
      screen.value = { kind: 'away', problem: reply.problem ?? noNetwork }
      later(load)
    }
  }

  async function show(who: Guest, record: CheckRecord): Promise<void> {
    const found = await Promise.all(record.checklists.map((c) => ask<Checklist>(door, `/checklists/${encodeURIComponent(c.code)}?version=${encodeURIComponent(c.version)}`, has('items'))))
    const ordered = found.flatMap((f) => (f.fate === 'done' ? [f.value] : []))
    if (ordered.length < found.length) {
      if (screen.value.kind !== 'ready') screen.value = { kind: 'away', problem: noNetwork }
      return later(load) // nobody signs a record of which a part is missing
    }
    screen.value = { kind: 'ready', guest: who, check: { record, parties: ['enterprise'], lists: Object.fromEntries(ordered.map((c) => [c.code, c])), ordered, unsent: 0, parked: [] } }
    if (sessionStorage.getItem(ANSWER)) await send()
    else sending.value = false // not before: what was answered is seen to be
  }

  async function sendEarlier({ route, envelope }: EarlierAnswer, checkId: string): Promise<Reply<PushResult>> {
    const reply = await ask<unknown>(door, `/checks/${checkId}/${route}`, has('receipt'), envelope)
    return reply.fate === 'done' ? { fate: 'done', value: { actId: envelope.id, outcome: 'accepted' } } : reply
  }

  async function send(): Promise<void> {
    const text = sessionStorage.getItem(ANSWER)
    if (!text || !guest || !signing) return
    sending.value = true
    const answer = JSON.parse(text) as Act | EarlierAnswer
    const reply = await ('route' in answer ? sendEarlier(answer, guest.checkId) : signing.send(answer)).catch((): Reply<PushResult> => ({ fate: 'retry' }))
    if (reply.fate === 'retry') return later(send)
    sessionStorage.removeItem(ANSWER)
    if (reply.fate === 'signIn') return end()
    if (reply.fate === 'done' && reply.value.outcome === 'accepted') {
      sessionStorage.removeItem(DRAFT)
      problem.value = undefined
    } else problem.value = (reply.fate === 'done' ? reply.value.problem : reply.problem) ?? strangeAnswer
    await load()
  }

  function give(kind: Act['kind'], body: SignRecordBody | RefuseSignatureBody | SignPaperBody | RefusePaperBody | ConfirmAddressBody): void {
    if (sending.value || !guest) return
    sessionStorage.setItem(ANSWER, JSON.stringify({ id: v7(), kind, checkId: guest.checkId, doneAt: new Date().toISOString(), dialect, body }))
    void send()
  }

  onScopeDispose(() => {
    left = true
    clearTimeout(timer)
    signing?.leave()
  })
  const before = keptGuest()?.purpose
  if (before === 'expert' || before === 'rectify') screen.value = { kind: 'own', purpose: before }
  else void load()
  return {
    screen: readonly(screen) as Readonly<Ref<GuestScreen>>,
    sending: readonly(sending),
    problem: readonly(problem) as Readonly<Ref<Problem | undefined>>,
    sign: (body) => give('sign_record', body),
    refuse: (body) => give('refuse_signature', body),
    signPaper: (body) => give('sign_paper', body),
    refusePaper: (body) => give('refuse_paper', body),
    confirmAddress: (body) => give('confirm_address', body),
    async pdf(paperId) {
      try {
        const response = await door.fetch(new Request(`/api/v1/checks/${guest?.checkId ?? ''}/${paperId ? `papers/${paperId}/paper` : guest?.purpose === 'notice' ? 'notice' : 'record'}.pdf`))
        if (response.ok && response.headers.get('Content-Type')?.startsWith('application/pdf')) return { url: URL.createObjectURL(await response.blob()) }
        return problemFrom(await jsonOf(response)) ?? strangeAnswer
      } catch {
        return noNetwork
      }
    },
    avoiding: {
      async list() {
        const reply = await ask<{ items: OwnAvoidance[] }>(door, '/own-avoidances', has('items'))
        return reply.fate === 'done' ? reply.value.items : undefined
      },
      async send(body) {
        try {
          const response = await door.fetch(new Request('/api/v1/own-avoidances', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }))
          return response.status === 204 ? undefined : (problemFrom(await jsonOf(response)) ?? strangeAnswer)
        } catch {
          return noNetwork
        }
      },
    },
  }
}
