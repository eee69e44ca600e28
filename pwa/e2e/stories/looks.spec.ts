// Every screen, looked at: pictures are kept in .out/screens, and axe finds nothing wrong on any of them.

import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { v7 } from 'uuid'
import { pairs, type Cast } from '../api/cast'
import { expect, shoot, test } from '../house'
import type { Phone } from '../pages/phone'

// Dozens of screens, each looked through whole: on a busy machine that takes its time.
test.beforeEach(() => {
  test.setTimeout(300_000)
})

/** Every fault axe finds on the page, one line each. */
async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)} — ${n.failureSummary?.split('\n')[1] ?? ''}`))
}

/** nothing sticks out: no sideways scrolling. */
const overhang = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** Keys of the word lists that reached the screen because their words had not. The name of a file is no such key. */
async function wordless(page: Page): Promise<string[]> {
  const text = await page.locator('body').innerText()
  return [...new Set(text.match(/\b[a-z]+[A-Za-z]*(?:\.[a-z][A-Za-z_]*)+\b/g) ?? [])].filter((word) => !word.endsWith('.html'))
}

interface Look {
  name: string
  path: string
  prepare?: (phone: Phone) => Promise<void>
}

const screensOf = (ids: { ready: string; open: string; sealed: string }): Look[] => [
  { name: 'today', path: '/' },
  { name: 'checks', path: '/checks' },
  { name: 'enterprises', path: '/enterprises' },
  { name: 'queue', path: '/queue' },
  { name: 'me', path: '/me' },
  { name: 'check-ready', path: `/check/${ids.ready}` },
  { name: 'arrive', path: `/check/${ids.ready}/arrive` },
  { name: 'entry-refused', path: `/check/${ids.ready}/entry-refused` },
  { name: 'check-open', path: `/check/${ids.open}` },
  { name: 'list', path: `/check/${ids.open}/list/confined_space` },
  { name: 'findings', path: `/check/${ids.sealed}/findings` },
  { name: 'photos', path: `/check/${ids.open}/photos` },
  { name: 'closing', path: `/check/${ids.open}/closing` },
  { name: 'record', path: `/check/${ids.sealed}/record` },
  { name: 'sign', path: `/check/${ids.sealed}/sign` },
  { name: 'papers', path: `/check/${ids.sealed}/papers` },
  { name: 'missing', path: '/no-such-page' },
]

async function staged(cast: Cast) {
  const pair = pairs[2]!
  const [ready, open, sealed] = await Promise.all([cast.ready(pair), cast.open(pair), cast.sealed(pair)])
  await cast.declare(pair, ready.id)
  return { pair, ids: { ready: ready.id, open: open.id, sealed: sealed.id }, name: open.enterprise.name }
}

async function lookAt(phone: Phone, looks: readonly Look[], prefix: string): Promise<void> {
  const wrong: Record<string, unknown> = {}
  for (const look of looks) {
    await phone.page.goto(look.path)
    await expect(phone.page.getByRole('heading', { level: 1 }).first()).toBeVisible()
    await expect(phone.page.locator('.skeleton')).toHaveCount(0)
    await look.prepare?.(phone)
    await shoot(phone.page, `${prefix}-${look.name}`)
    const faults = [...(await axe(phone.page)), ...(await wordless(phone.page)).map((key) => `no words for ${key}`)]
    if (faults.length > 0) wrong[look.name] = faults
    if ((await overhang(phone.page)) > 0) wrong[`${look.name} sticks out`] = await overhang(phone.page)
  }
  expect(wrong).toEqual({})
}

test('the phone in Chinese', async ({ cast, phoneOf, aPhone }) => {
  const { pair, ids, name } = await staged(cast)
  const fresh = await aPhone()
  await fresh.page.goto('/sign-in')
  await shoot(fresh.page, 'zh-sign-in')
  expect(await axe(fresh.page)).toEqual([])
  const phone = await phoneOf(pair.lead)
  await phone.holds(name)
  const list = `/check/${ids.open}/list/confined_space`
  await lookAt(phone, [
    ...screensOf(ids),
    { name: 'finding-sheet', path: list, prepare: async (p) => {
      await p.answer('CS-004', '不符合')
      await expect(p.sheet()).toBeVisible()
    } },
    { name: 'sign-hand', path: `/check/${ids.sealed}/sign`, prepare: (p) => p.page.getByRole('button', { name: /^主办/ }).click() },
    { name: 'sign-pad', path: `/check/${ids.sealed}/sign`, prepare: async (p) => {
      await p.page.getByRole('button', { name: /^主办/ }).click()
      await p.page.getByRole('checkbox').check()
      await p.button(/ 签字$/).click()
      await p.scribble()
    } },
  ], 'zh')
})

test('the phone in English, in large type, on a small screen', async ({ cast, phoneOf }) => {
  const { pair, ids, name } = await staged(cast)
  const phone = await phoneOf(pair.lead)
  await phone.holds(name)
  await phone.page.goto('/me')
  await phone.page.getByRole('button', { name: /语言/ }).click()
  await expect(phone.page.getByRole('navigation')).toContainText('Today')
  await lookAt(phone, screensOf(ids), 'en')
  await phone.page.goto('/me')
  await phone.page.getByRole('button', { name: /Large/i }).click()
  await phone.page.setViewportSize({ width: 360, height: 640 })
  await lookAt(phone, screensOf(ids), 'en-large-small')
})

test('the phone in the dark', async ({ cast, phoneOf }) => {
  const { pair, ids, name } = await staged(cast)
  const phone = await phoneOf(pair.lead)
  await phone.page.emulateMedia({ colorScheme: 'dark' })
  await phone.holds(name)
  await lookAt(phone, screensOf(ids).filter((l) => ['today', 'check-open', 'list', 'closing', 'sign', 'record'].includes(l.name)), 'dark')
})

/** A check with a delivered order, one whose record has just been signed, and one that was not let in. */
async function stagedLoop(cast: Cast) {
  const pair = pairs[1]!
  const [fresh, ordered, refused] = await Promise.all([cast.signed(pair), cast.signed(pair), cast.ready(pair)])
  const orderId = v7()
  await cast.act(pair.lead, ordered.id, 'issue_order', { orderId, record: ordered.seal!.digest, interim: '设置警戒' })
  await cast.signPaper(pair, ordered.id, orderId)
  await cast.declare(pair, refused.id)
  await cast.act(pair.lead, refused.id, 'record_entry_refused', { refusedBy: '门卫老周', post: '保安', reason: '称老板不在，拒不开门' })
  const screens: Look[] = [
    { name: 'loop-first', path: `/check/${fresh.id}/loop` },
    { name: 'loop-order-new', path: `/check/${fresh.id}/loop/order` },
    { name: 'loop-home', path: `/check/${ordered.id}/loop` },
    { name: 'loop-order', path: `/check/${ordered.id}/loop/paper/${orderId}` },
    { name: 'loop-recheck', path: `/check/${ordered.id}/loop/recheck` },
    { name: 'loop-measure', path: `/check/${ordered.id}/loop/measure` },
    { name: 'loop-refer', path: `/check/${ordered.id}/loop/refer` },
    { name: 'loop-file', path: `/check/${ordered.id}/loop/file` },
    { name: 'loop-entry', path: `/check/${refused.id}/loop` },
  ]
  return { pair, screens, name: refused.enterprise.name }
}

test('the loop, in Chinese, in the dark, and in English in large type on a small screen', async ({ cast, phoneOf }) => {
  const { pair, screens, name } = await stagedLoop(cast)
  const phone = await phoneOf(pair.lead)
  await phone.holds(name)
  await lookAt(phone, screens, 'zh')
  await phone.page.emulateMedia({ colorScheme: 'dark' })
  await lookAt(phone, screens, 'dark')
  await phone.page.emulateMedia({ colorScheme: 'light' })
  await phone.page.goto('/me')
  await phone.page.getByRole('button', { name: /语言/ }).click()
  await expect(phone.page.getByRole('navigation')).toContainText('Today')
  await phone.page.getByRole('button', { name: /Large/i }).click()
  await phone.page.setViewportSize({ width: 360, height: 640 })
  await lookAt(phone, screens, 'en-large-small')
})

test('the guests', async ({ cast, phoneOf }) => {
  const { enterpriseId } = (await cast.as('enterprise1')).me
  const check = await cast.sealed(pairs[0]!, { enterpriseId: enterpriseId! })
  const enterprise = await phoneOf('enterprise1')
  await lookAt(enterprise, [
    { name: 'visits', path: '/my' }, { name: 'visit', path: `/my/${check.id}` }, { name: 'sign', path: `/my/${check.id}/sign` }, { name: 'me', path: '/guest/me' },
  ], 'guest')
  await lookAt(await phoneOf('expert1'), [{ name: 'invited', path: '/invited' }], 'guest')
  await lookAt(await phoneOf('town1'), [{ name: 'town', path: '/town' }, { name: 'town-visit', path: `/town/${check.id}` }], 'guest')
})

test('the office', async ({ cast, deskOf }) => {
  const check = await cast.sealed(pairs[0]!)
  const desk = await deskOf('head1')
  const { items } = await (await cast.as('head1')).get<{ items: { id: string; photos?: number }[] }>('/checks?state=signed&limit=5')
  const { drawId } = await (await cast.as('head1')).post<{ drawId: string }>('/draws', { wish: { title: '第一批双随机', item: '安全生产监督检查', rules: { count: 3 } } })
  const wrong: Record<string, string[]> = {}
  const look = async (name: string): Promise<void> => {
    await expect(desk.page.locator('.skeleton')).toHaveCount(0)
    await shoot(desk.page, `office-${name}`)
    await desk.page.setViewportSize({ width: 1920, height: 1080 })
    await shoot(desk.page, `office-wide-${name}`)
    await desk.page.setViewportSize({ width: 1366, height: 768 })
    const faults = [...(await axe(desk.page)), ...(await wordless(desk.page)).map((key) => `no words for ${key}`)]
    if (faults.length > 0) wrong[name] = faults
  }
  for (const [name, path] of [['list', '/'], ['new', '/new-check'], ['enterprises', '/enterprises'], ['checklists', '/checklists'], ['checklist', '/checklists/confined_space'], ['people', '/people'], ['board', '/board'], ['entry-new', '/enterprises/new'], ['import', '/register-import'], ['plans', '/plans'], ['targets', '/targets'], ['draws-all', '/draws'], ['draw-one', `/draws/${drawId}`], ['results-all', '/results'], ['me', '/me'], ['case-sealed', `/checks/${check.id}`], ['case', `/checks/${items[0]!.id}`]] as const) {
    await desk.page.goto(`/office${path}`)
    await expect(desk.page.getByRole('heading').first()).toBeVisible()
    await look(name)
  }
  for (const tab of ['方案', '问题', '检查结果', '照片', '签字', '文件']) {
    await desk.page.getByRole('tab', { name: tab }).click()
    await look(`case-${tab}`)
  }
  expect(wrong).toEqual({})
})
