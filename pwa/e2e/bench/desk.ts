// What the bureau's side does before a phone is measured: it plans a check, has it approved, and the officers arrive.
// Plain HTTP, as any client of the API would.

import { v7 } from 'uuid'

export const SERVER = process.env.ANJIAN_BENCH_URL ?? 'http://localhost:8080'
export const PASSWORD = 'anjian-demo'

interface Pass {
  accessToken: string
  person: { id: string }
}

async function post<T>(path: string, body: unknown, token = ''): Promise<T> {
  const response = await fetch(SERVER + path, { method: 'POST', headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) }, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

async function get<T>(path: string, token: string): Promise<T> {
  const response = await fetch(SERVER + path, { headers: { Authorization: `Bearer ${token}` } })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

async function act(who: Pass, kind: string, checkId: string, body: unknown): Promise<void> {
  const { results } = await post<{ results: { outcome: string; problem?: unknown }[] }>('/api/v1/acts', { acts: [{ id: v7(), kind, checkId, doneAt: new Date().toISOString(), dialect: 1, body }] }, who.accessToken)
  if (results[0]?.outcome !== 'accepted') throw new Error(`${kind}: ${JSON.stringify(results)}`)
}

/** Opens a check of inspector1 with these checklists, officers on site, and gives its id. */
export async function openCheck(...codes: string[]): Promise<string> {
  const enter = (username: string) => post<Pass>('/api/v1/sessions', { username, password: PASSWORD })
  const [head, leader, lead, assistant] = await Promise.all([enter('head1'), enter('leader1'), enter('inspector1'), enter('inspector2')])
  const { items } = await get<{ items: { id: string }[] }>('/api/v1/enterprises?limit=200', head.accessToken)
  const place = items[Math.floor(Math.random() * items.length)]
  const id = v7()
  await act(head, 'create_check', id, {
    enterpriseId: place?.id, kind: 'routine', source: 'in_plan', plannedOn: new Date().toISOString().slice(0, 10),
    team: { lead: lead.person.id, assistant: assistant.person.id }, checklists: codes.map((code) => ({ code })),
    scheme: { areas: '生产车间、仓库', content: '安全管理责任落实、设备设施', reason: '测量', methods: ['查资料', '查现场'] },
  })
  await act(head, 'dispatch', id, {})
  await act(leader, 'approve_scheme', id, { opinion: '同意' })
  await act(lead, 'declare_no_conflict', id, { noConflict: true })
  await act(assistant, 'declare_no_conflict', id, { noConflict: true })
  const { record } = await get<{ record: { team: { certificate: { number: string } }[] } }>(`/api/v1/checks/${id}`, lead.accessToken)
  await act(lead, 'arrive', id, { receivedBy: '接待人', noticeShown: true, certificates: record.team.slice(0, 2).map((m) => m.certificate.number) })
  return id
}

/** Opens a check whose record is sealed is more than a measurement needs: the demo world has some. Finds one by state. */
export async function someCheck(state: string): Promise<string | undefined> {
  const lead = await post<Pass>('/api/v1/sessions', { username: 'inspector1', password: PASSWORD })
  const { items } = await get<{ items: { id: string }[] }>(`/api/v1/checks?state=${state}&limit=1`, lead.accessToken)
  return items[0]?.id
}
