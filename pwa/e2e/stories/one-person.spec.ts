// One person's phone: the app open twice, the clock a day off, a check with very much in it.

import { v7 } from 'uuid'
import { inDays, pairs, type Cast, type Pair } from '../api/cast'
import { expect, shoot, test } from '../house'
import { Phone } from '../pages/phone'

test('the app open twice, both without a network: every tap counts once', async ({ cast, phoneOf }) => {
  const pair = pairs[1]!
  const check = await cast.open(pair)
  const one = await phoneOf(pair.lead)
  await one.holds(check.enterprise.name)
  const other = new Phone(await one.context.newPage(), one.context)
  for (const tab of [one, other]) {
    await tab.page.goto(`/check/${check.id}/list/confined_space`)
    await expect(tab.item('CS-003')).toBeVisible()
  }
  await one.offline()
  const taps = [[one, 'CS-003'], [other, 'CS-005'], [one, 'CS-007'], [other, 'CS-008'], [one, 'CS-009']] as const
  for (const [tab, item] of taps) {
    await tab.page.bringToFront()
    await tab.answer(item, '符合')
  }
  await test.step('each shows what the other did', async () => {
    for (const item of ['CS-003', 'CS-007', 'CS-009']) await expect(other.item(item).getByRole('button', { name: '符合', exact: true })).toHaveAttribute('aria-pressed', 'true')
  })
  await test.step('and changes it rather than contesting it', async () => {
    await other.answer('CS-003', '不适用')
    await expect(one.item('CS-003').getByRole('button', { name: '不适用' })).toHaveAttribute('aria-pressed', 'true')
  })
  await one.offline(false)
  await one.allSent()
  const answered = (await cast.ledger(pair.lead, check.id)).filter((e) => e.kind === 'answer_item')
  expect(answered.map((e) => e.body['item'])).toEqual(['CS-003', 'CS-005', 'CS-007', 'CS-008', 'CS-009', 'CS-003'])
  const { answers } = await cast.record(pair.lead, check.id)
  expect(Object.values(answers).map((a) => a.length)).toEqual([1, 1, 1, 1, 1])
  expect(answers['confined_space/CS-003']?.[0]?.verdict).toBe('not_applicable')
})

test('a phone whose clock is a day ahead loses nothing, and what it did keeps its order', async ({ cast, aPhone }) => {
  const pair = pairs[2]!
  const check = await cast.open(pair)
  const phone = await aPhone()
  await phone.page.clock.install({ time: Date.now() + 86_400_000 })
  await phone.page.clock.resume()
  await phone.signIn(pair.lead)
  await phone.holds(check.enterprise.name)
  await phone.open(check.id)
  await phone.openList(/^有限空间/)
  await phone.offline()
  for (const item of ['CS-003', 'CS-005', 'CS-007']) await phone.answer(item, '符合')
  await phone.answer('CS-003', '不适用')
  await phone.offline(false)
  await phone.allSent()
  const ledger = (await cast.ledger(pair.lead, check.id)).filter((e) => e.kind === 'answer_item')
  expect(ledger.map((e) => e.body['item'])).toEqual(['CS-003', 'CS-005', 'CS-007', 'CS-003'])
  const { answers } = await cast.record(pair.lead, check.id)
  expect(answers['confined_space/CS-003']?.map((a) => a.verdict)).toEqual(['not_applicable'])
})

/** crowded: a check with forty findings whose words are as long as words get. */
async function crowded(cast: Cast, pair: Pair) {
  const check = await cast.open(pair)
  const long = '三号生产车间二层东北角除尘器检修平台护栏缺失且未设置安全警示标志，现场作业人员未佩戴安全帽，未见专人监护，应急救援器材（正压式空气呼吸器、三脚架、安全绳）未配备到位'
  await cast.push(pair.lead, Array.from({ length: 40 }, (_, i) => ({
    checkId: check.id, kind: 'raise_finding' as const,
    body: { findingId: v7(), words: { text: `${i + 1}. ${long}ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz`, place: '三号生产车间二层东北角除尘器检修平台及其下方通道', handling: 'order' as const, dueOn: inDays(20) } },
  })))
  return check
}

test('forty findings in large type on a small phone: nothing sticks out, every button is there', async ({ cast, phoneOf }) => {
  test.setTimeout(240_000)
  const pair = pairs[0]!
  const check = await crowded(cast, pair)
  const phone = await phoneOf(pair.lead)
  await phone.holds(check.enterprise.name)
  await phone.page.goto('/me')
  await phone.button(/大字/).click()
  await phone.page.setViewportSize({ width: 360, height: 640 })
  const wrong: string[] = []
  const look = async (name: string): Promise<void> => {
    await expect(phone.page.getByRole('heading', { level: 1 }).first()).toBeVisible()
    await expect(phone.page.locator('.skeleton')).toHaveCount(0)
    await shoot(phone.page, `crowded-${name}`)
    wrong.push(...(await phone.page.evaluate((where) => {
      const out: string[] = []
      const width = document.documentElement.clientWidth
      if (document.documentElement.scrollWidth > width) out.push(`${where}: scrolls sideways by ${document.documentElement.scrollWidth - width}`)
      for (const el of document.querySelectorAll('button,a[href],h1,h2')) {
        const box = el.getBoundingClientRect()
        if (box.width > 0 && (box.left < -1 || box.right > width + 1)) out.push(`${where}: sticks out: ${el.textContent?.trim().slice(0, 30)}`)
        if (el.tagName === 'BUTTON' && el.scrollWidth > el.clientWidth + 2) out.push(`${where}: cut off: ${el.textContent?.trim().slice(0, 30)}`)
      }
      return out
    }, name)))
  }
  for (const [name, path] of [['home', ''], ['findings', '/findings'], ['list', '/list/confined_space'], ['closing', '/closing'], ['photos', '/photos']] as const) {
    await phone.page.goto(`/check/${check.id}${path}`)
    await look(name)
  }
  await cast.seal(pair, check.id)
  for (const [name, path] of [['record', '/record'], ['sign', '/sign']] as const) {
    await phone.page.goto(`/check/${check.id}`)
    await expect(phone.state('待签字')).toBeVisible({ timeout: 30_000 })
    await phone.page.goto(`/check/${check.id}${path}`)
    await look(name)
  }
  expect(wrong).toEqual([])
})
