// A new version of the app: offered between items, never in the middle of one; what is open goes on with what it has.

import type { Page } from '@playwright/test'
import { pairs } from '../api/cast'
import { Release } from '../api/release'
import { expect, shoot, test as house, Watch } from '../house'
import { Phone } from '../pages/phone'

const test = house.extend<{ release: Release; phone: Phone }>({
  release: async ({ origin }, use) => {
    const release = await Release.before(origin)
    await use(release)
    await release.end()
  },
  phone: async ({ browser, release, contextOptions, watch }, use) => {
    const context = await browser.newContext({ ...contextOptions, baseURL: release.url })
    const own = new Watch(release.url)
    own.over(context)
    await use(new Phone(await context.newPage(), context))
    // Where a third version comes before the second has brought its later rooms, the server has them no more.
    watch.faults.push(...own.faults.filter((fault) => !/404 \(Not Found\) \(.*\/assets\/later\//.test(fault)))
    await context.close()
  },
})

const releaseOf = (page: Page) => page.locator('html').getAttribute('data-release')
const shells = (page: Page) => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('anjian-shell-')).length)
const offer = (page: Page) => page.getByRole('button', { name: '换用新版本' })

/** A page looks for a new version when it comes into view again; here it is told to. */
async function arrives(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    await registration.update()
    while (!registration.waiting) await new Promise((r) => setTimeout(r, 50))
  })
}

test('a new version waits until nothing is half written, and leads back to the same place', async ({ cast, phone, release }) => {
  const pair = pairs[0]!
  const check = await cast.open(pair)
  await phone.signIn(pair.lead)
  await phone.holds(check.enterprise.name)
  await phone.open(check.id)
  await phone.openList(/^有限空间/)
  await phone.answer('CS-003', '不符合')
  const words = phone.sheet().getByLabel('问题描述')
  await words.fill('作业人员正在有限空间内，没有气体检测记录')

  release.now = 2
  await arrives(phone.page)
  await test.step('in the middle of a finding nothing is said and nothing happens', async () => {
    await expect(words).toHaveValue('作业人员正在有限空间内，没有气体检测记录')
    await expect(offer(phone.page)).toHaveCount(0)
    expect(await releaseOf(phone.page)).toBe('1')
  })
  await phone.writeFinding({ place: '二号池' })
  await expect(offer(phone.page)).toHaveCount(0) // between two items of a list neither
  await phone.back()
  await expect(offer(phone.page)).toBeVisible()
  await shoot(phone.page, 'phone-update-offered')

  await test.step('taken, it starts where one was, without a network too', async () => {
    await phone.page.setViewportSize({ width: 390, height: 600 }) // a page that does not scroll says nothing about its place
    await phone.page.evaluate(() => window.scrollTo(0, 120))
    await expect.poll(() => phone.page.evaluate(() => window.scrollY)).toBe(120)
    await offer(phone.page).click()
    await expect.poll(() => releaseOf(phone.page)).toBe('2')
    await expect(phone.link(/^有限空间/)).toBeVisible()
    await phone.page.waitForTimeout(1500)
    expect(await phone.page.evaluate(() => window.scrollY)).toBe(120)
    await expect(phone.page).toHaveURL(new RegExp(`/check/${check.id}$`))
    await expect(offer(phone.page)).toHaveCount(0)
    expect(await shells(phone.page)).toBe(2) // this one and the one before
    await phone.offline()
    await phone.page.reload()
    await expect(phone.link(/^有限空间/)).toBeVisible()
    await phone.offline(false)
  })
  await test.step('the update after that clears the oldest', async () => {
    release.now = 3
    await arrives(phone.page)
    await offer(phone.page).click()
    await expect.poll(() => releaseOf(phone.page)).toBe('3')
    await expect.poll(() => shells(phone.page)).toBe(2)
  })
  await phone.allSent()
  const record = await cast.record(pair.lead, check.id)
  expect(record.findings.map((f) => f.versions.at(-1)?.text)).toEqual(['作业人员正在有限空间内，没有气体检测记录'])
})

test('another window changes the version; this one finishes its form with its own chunks', async ({ cast, phone, release }) => {
  const pair = pairs[1]!
  const check = await cast.open(pair)
  await phone.signIn(pair.lead)
  await phone.holds(check.enterprise.name) // the second stage is here too, then
  await phone.open(check.id)
  await phone.openList(/^有限空间/)
  await phone.answer('CS-003', '不符合')
  await phone.sheet().getByLabel('问题描述').fill('检测仪没有校验')

  const other = new Phone(await phone.context.newPage(), phone.context)
  await other.page.goto('/checks')
  release.now = 2
  await arrives(other.page)
  await offer(other.page).click()
  await expect.poll(() => releaseOf(other.page)).toBe('2')

  expect(await releaseOf(phone.page)).toBe('1')
  await expect(phone.sheet().getByLabel('问题描述')).toHaveValue('检测仪没有校验')
  await phone.writeFinding({ place: '三号池' })
  await phone.back()
  await test.step('rooms not yet opened come from the build it belongs to', async () => {
    await phone.link(/^现场检查记录|^记录/).first().click()
    await expect(phone.page.getByText('检测仪没有校验').first()).toBeVisible()
    expect(release.missed).toEqual([])
    await phone.back()
  })
  await offer(phone.page).click()
  await expect.poll(() => releaseOf(phone.page)).toBe('2')
  await phone.allSent()
  expect((await cast.record(pair.lead, check.id)).findings).toHaveLength(1)
})

test('what a newer server says is shown as far as it is understood, and an act too new for it waits', async ({ cast, phone, watch }) => {
  watch.expect(/422/)
  const pair = pairs[2]!
  const check = await cast.open(pair)
  await phone.page.route('**/api/v1/changes*', async (route) => {
    const got = await route.fetch()
    const page = (await got.json()) as { changes: { checkId: string; view?: { record: Record<string, unknown> } }[] }
    for (const { checkId, view } of page.changes) {
      if (checkId === check.id && view) Object.assign(view.record, { state: 'rectifying', source: 'campaign', drone: { flights: [1, 2] } })
    }
    await route.fulfill({ response: got, json: page })
  })
  await phone.signIn(pair.lead)
  await phone.holds(check.enterprise.name)
  await expect(phone.card(check.enterprise.name)).toContainText('更新应用后显示')
  await phone.open(check.id)
  await expect(phone.page.getByText(check.enterprise.address).first()).toBeVisible()
  await shoot(phone.page, 'phone-newer-server')

  await phone.page.unroute('**/api/v1/changes*')
  const second = await cast.open(pair)
  await phone.page.goto('/checks')
  await phone.holds(second.enterprise.name)
  await phone.page.route('**/api/v1/acts', async (route) => {
    const { acts } = route.request().postDataJSON() as { acts: { id: string }[] }
    await route.fulfill({ json: { results: acts.map((a) => ({ actId: a.id, outcome: 'refused', problem: { code: 'act.newer_app', kind: 'invalid', message: 'newer' } })) } })
  })
  await phone.open(second.id)
  await phone.openList(/^有限空间/)
  await phone.answer('CS-003', '符合')
  await phone.page.goto('/')
  await expect(phone.page.getByText('更新后发送 1 条')).toBeVisible({ timeout: 20_000 })
  await shoot(phone.page, 'phone-act-waits-for-update')
  await phone.page.unroute('**/api/v1/acts')
  await phone.page.reload() // the server has been updated
  await phone.allSent()
  expect(Object.keys((await cast.record(pair.lead, second.id)).answers)).toEqual(['confined_space/CS-003'])
})
