// Every step is signed by the device it was done on; a lost device is revoked, by its owner or at the desk, and what it
// still sends is kept and not taken.

import { pairs } from '../api/cast'
import { expect, shoot, test } from '../house'

test('a phone and a desk sign what is done on them, and the timeline says what nobody signed', async ({ cast, phoneOf, deskOf }) => {
  const pair = pairs[0]!
  const check = await cast.open(pair) // by a client without a key: unsigned
  const phone = await phoneOf(pair.lead)
  await phone.holds(check.enterprise.name)
  await phone.open(check.id)
  await phone.openList(/^有限空间/)
  await phone.offline()
  for (const item of ['CS-003', 'CS-005']) await phone.answer(item, '符合')
  await phone.offline(false)
  await phone.allSent()
  await phone.open(check.id)
  await phone.openList(/^有限空间/)
  await phone.answer('CS-007', '符合')
  await phone.allSent()
  const answers = (await cast.ledger(pair.lead, check.id)).filter((e) => e.kind === 'answer_item')
  expect(answers).toHaveLength(3)
  expect(answers.map((e) => e.cover?.length)).toEqual([64, 64, 64])
  expect(new Set(answers.map((e) => e.cover)).size).toBe(2) // one signature for what went up together

  await test.step('the private half is in the browser and cannot be taken out of it', async () => {
    const extractable = await phone.page.evaluate(async () => {
      const answer = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error) }))
      const found: boolean[] = []
      for (const { name } of await indexedDB.databases()) {
        if (!name?.startsWith('anjian-') || name === 'anjian-device') continue
        const db = await answer(indexedDB.open(name))
        const meta = db.transaction('meta').objectStore('meta')
        for (const [i, key] of (await answer(meta.getAllKeys())).entries()) if (String(key).startsWith('device-key/')) found.push(((await answer(meta.getAll()))[i] as { key: CryptoKey }).key.extractable)
        db.close()
      }
      return found
    })
    expect(extractable).toEqual([false])
  })

  await test.step('a desk has a key of its own', async () => {
    const head = await deskOf(pair.head)
    const planned = await cast.planned(pair)
    await head.openCase(planned.id)
    await head.does('派单')
    const dispatched = (await cast.ledger(pair.head, planned.id)).find((e) => e.kind === 'dispatch')
    expect(dispatched?.cover).toHaveLength(64)
  })

  await test.step('the timeline says which steps no device has signed', async () => {
    const leader = await deskOf('leader1')
    await leader.page.goto(`/office/checks/${check.id}`)
    await leader.page.getByRole('tab', { name: '经过' }).or(leader.page.getByRole('button', { name: '经过' })).first().click({ timeout: 3000 }).catch(() => undefined)
    const timeline = leader.page.locator('.timeline')
    await expect(timeline.getByText('设备已签名').first()).toBeVisible()
    await expect(timeline.getByText('没有设备签名').first()).toBeVisible()
    await shoot(leader.page, 'timeline-signed')
  })
})

test('a lost phone is revoked by its owner on another, and at the desk; what it still holds is refused, kept, and told', async ({ cast, phoneOf, deskOf, watch }) => {
  const pair = pairs[1]!
  const check = await cast.open(pair)
  const lost = await phoneOf(pair.assistant)
  await lost.holds(check.enterprise.name)
  await lost.open(check.id)
  await lost.openList(/^有限空间/)
  await lost.answer('CS-003', '符合')
  await lost.allSent()
  await lost.page.goto('/devices')
  await expect(lost.page.getByText('（本机）')).toBeVisible()
  await shoot(lost.page, 'devices')
  await lost.open(check.id)
  await lost.openList(/^有限空间/)
  await lost.offline()
  await lost.answer('CS-005', '符合')

  watch.expect(/40[13]/)
  await test.step('an overseer sees it, only the administrator revokes it', async () => {
    const leader = await deskOf('leader1')
    await leader.page.goto('/office/devices')
    await expect(leader.page.getByRole('heading', { name: '设备密钥' })).toBeVisible()
    await expect(leader.button('停用')).toHaveCount(0)
    const admin = await deskOf('admin1')
    await admin.page.goto('/office/devices')
    const name = check.team.find((m) => m.part === 'assistant')!.name
    await shoot(admin.page, 'device-keys')
    await admin.page.getByRole('row').filter({ hasText: name }).first().getByRole('button').click()
    await expect(admin.page.getByText('停用后不能恢复')).toBeVisible()
    await admin.page.getByLabel('原因').fill('手机遗失')
    await shoot(admin.page, 'device-revoke')
    await admin.button('停用', admin.page.getByRole('alertdialog')).click()
    await expect(admin.page.getByRole('row').filter({ hasText: '手机遗失' })).toBeVisible()
  })

  await test.step('its session is over; signed in again it is told why nothing is taken', async () => {
    await lost.offline(false)
    await lost.page.goto('/')
    await expect(lost.page.getByText(/重新登录/).first()).toBeVisible({ timeout: 30_000 })
    await lost.page.goto('/sign-in')
    await lost.page.getByLabel('用户名').fill(pair.assistant)
    await lost.page.getByLabel('密码').fill('anjian-demo')
    await lost.button('登录').click()
    await expect(lost.page.getByLabel('密码')).toHaveCount(0)
    await lost.page.goto('/queue')
    await expect(lost.page.getByText(/设备已被停用/).first()).toBeVisible({ timeout: 30_000 })
    await shoot(lost.page, 'device-revoked-queue')
    expect((await cast.ledger(pair.lead, check.id)).filter((e) => e.kind === 'answer_item')).toHaveLength(1)
  })
})
