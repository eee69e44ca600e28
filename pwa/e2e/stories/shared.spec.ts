// One phone, two officers: each finds their own work and only that; what one left unsent outlives the other, sealed.

import { pairs } from '../api/cast'
import { password } from '../api/client'
import { expect, shoot, test } from '../house'
import type { Phone } from '../pages/phone'

const PIN = '271828'

async function enter(phone: Phone, username: string): Promise<void> {
  await phone.page.getByLabel('用户名').fill(username)
  await phone.page.getByLabel('密码').fill(password)
  await phone.button('登录').click()
  await expect(phone.page.getByLabel('密码')).toHaveCount(0)
}

/** Everything readable on this phone's disk, past the app. */
const disk = (phone: Phone): Promise<string> =>
  phone.page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error) }))
    let text = ''
    for (const { name } of await indexedDB.databases()) {
      const db = await answer(indexedDB.open(name!))
      for (const store of db.objectStoreNames) if (store !== 'checklists') text += JSON.stringify(await answer(db.transaction(store).objectStore(store).getAll()))
      db.close()
    }
    return text
  })

test('who has a PIN comes back with it, without a network; nobody sends another’s work', async ({ cast, phoneOf }) => {
  const mine = pairs[0]!
  const theirs = pairs[1]!
  const check = await cast.open(mine)
  const other = await cast.open(theirs)
  const phone = await phoneOf(mine.lead)
  await phone.holds(check.enterprise.name)
  await phone.keepsItself()
  await phone.page.goto('/pin')
  await phone.page.getByLabel('PIN', { exact: true }).fill(PIN)
  await phone.page.getByLabel('再输一次').fill(PIN)
  await phone.button('设置 PIN 并加密').click()
  await expect(phone.page.getByText('已加密 · PIN 已设').first()).toBeVisible()
  await phone.open(check.id)
  await phone.page.getByLabel('PIN', { exact: true }).fill(PIN)
  await phone.button('解锁').first().click()
  await phone.openList(/^有限空间/)
  await phone.offline()
  for (const item of ['CS-003', 'CS-005']) await phone.answer(item, '符合')

  await test.step('the other takes over: tap, password, their own checks', async () => {
    await phone.page.goto('/me')
    await phone.page.getByLabel('PIN', { exact: true }).fill(PIN)
    await phone.button('解锁').first().click()
    await phone.button('换人使用').click()
    await expect(phone.page.getByText('本机用过的账号')).toBeVisible()
    await shoot(phone.page, 'phone-switch')
    await phone.offline(false)
    await enter(phone, theirs.lead)
    await phone.holds(other.enterprise.name)
    await expect(phone.card(check.enterprise.name)).toHaveCount(0)
    await phone.open(other.id)
    await phone.openList(/^有限空间/)
    await phone.answer('CS-007', '符合')
    await phone.allSent()
    expect((await cast.ledger(theirs.lead, other.id)).filter((e) => e.kind === 'answer_item')).toHaveLength(1)
    expect((await cast.ledger(mine.lead, check.id)).filter((e) => e.kind === 'answer_item')).toHaveLength(0)
  })
  await test.step('and back: tap, PIN, no network needed, and the work goes up as whose it is', async () => {
    await phone.offline()
    await phone.page.goto('/me')
    await phone.button('换人使用').click()
    await phone.button('换人', phone.page.getByRole('alertdialog')).click()
    await expect(phone.page.getByText('本机用过的账号')).toBeVisible()
    await phone.page.locator('.sign-in-others').getByRole('button').filter({ hasText: mine.lead }).click()
    await expect(phone.page.getByText('本机有 2 条未上传，解锁后继续上传')).toBeVisible()
    await phone.page.getByLabel('PIN', { exact: true }).fill(PIN)
    await phone.button('解锁').first().click()
    await expect(phone.button('解锁')).toHaveCount(0)
    await phone.offline(false)
    await phone.page.getByRole('link', { name: '我的' }).click()
    await phone.page.getByRole('link', { name: /待传/ }).click()
    await phone.nothingWaits()
  })
  const answers = (await cast.ledger(mine.lead, check.id)).filter((e) => e.kind === 'answer_item')
  expect(answers.map((e) => e.body['item'])).toEqual(['CS-003', 'CS-005'])
  const me = await (await cast.as(mine.lead)).get<{ id: string }>('/me')
  expect([...new Set(answers.map((e) => e.actor.id))]).toEqual([me.id])
})

test('who leaves unsent work without a PIN leaves it sealed, and it goes up when they sign in again', async ({ cast, phoneOf }) => {
  const mine = pairs[2]!
  const theirs = pairs[1]!
  const check = await cast.open(mine)
  const phone = await phoneOf(mine.lead)
  await phone.holds(check.enterprise.name)
  await phone.keepsItself()
  await phone.page.goto('/pin') // the rooms that seal are on the phone
  await phone.open(check.id)
  await phone.openList(/^有限空间/)
  await phone.offline()
  await phone.answer('CS-004', '不符合')
  await phone.writeFinding({ text: '封存前写的问题' })
  expect((await disk(phone)).includes('封存前写的问题')).toBe(true)
  await phone.page.goto('/me')
  await phone.button('退出登录').click()
  await expect(phone.page.getByRole('alertdialog')).toContainText('未上传')
  await phone.button('封存并退出').click()
  await expect(phone.page.getByLabel('密码')).toBeVisible()
  for (const words of ['封存前写的问题', check.enterprise.name]) expect((await disk(phone)).includes(words), words).toBe(false)

  await phone.offline(false)
  await enter(phone, theirs.lead)
  await phone.allSent()
  expect((await cast.record(mine.lead, check.id)).findings).toHaveLength(0)
  await phone.page.goto('/me')
  await phone.button('退出登录').click()
  await phone.page.locator('.sign-in-others').getByRole('button').filter({ hasText: mine.lead }).click()
  await enter(phone, mine.lead)
  await phone.allSent()
  expect((await cast.record(mine.lead, check.id)).findings.map((f) => f.versions[0]?.text)).toEqual(['封存前写的问题'])
  await expect.poll(async () => (await disk(phone)).includes(check.enterprise.name)).toBe(true) // as it was: no PIN, not sealed
})
