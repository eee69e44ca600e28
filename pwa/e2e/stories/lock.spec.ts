// A PIN on the phone: what lies on it is encrypted, the phone locks, and nothing is lost with a wrong or forgotten PIN.

import { pairs } from '../api/cast'
import { password } from '../api/client'
import { expect, photo, shoot, test } from '../house'
import { PIN, setPin, unlock } from '../pages/lock'
import type { Phone } from '../pages/phone'

/** Everything of everybody on this phone's disk, as text, read past the app. */
const disk = (phone: Phone): Promise<string> =>
  phone.page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error) }))
    let text = JSON.stringify(Object.entries(localStorage))
    for (const { name } of await indexedDB.databases()) {
      const db = await answer(indexedDB.open(name!))
      for (const store of db.objectStoreNames) {
        if (store === 'checklists') continue // the public lists
        text += JSON.stringify(await answer(db.transaction(store).objectStore(store).getAll()), (_, v: unknown) => (v instanceof ArrayBuffer ? new TextDecoder('latin1').decode(v) : v))
      }
      db.close()
    }
    return text
  })

test('a PIN encrypts what lies on the phone, asks for itself, and the work goes on', async ({ cast, phoneOf }) => {
  const pair = pairs[0]!
  const check = await cast.open(pair)
  const phone = await phoneOf(pair.lead)
  await phone.holds(check.enterprise.name)
  await phone.keepsItself()
  await phone.open(check.id)
  await phone.openList(/^有限空间/)
  await phone.offline()
  await phone.answer('CS-003', '符合')
  await phone.takePhoto(photo(), phone.item('CS-005'))
  await expect(phone.item('CS-005').getByRole('button', { name: /^现场照片 1/ })).toBeVisible()
  await phone.answer('CS-004', '不符合')
  await phone.sheet().getByLabel('问题描述').fill('锁前写的半句话')
  await phone.page.waitForTimeout(600)
  expect((await disk(phone)).includes('锁前写的半句话')).toBe(true)
  expect((await disk(phone)).includes(check.enterprise.name)).toBe(true)
  await phone.offline(false) // the screens of the PIN are not part of the first download
  await setPin(phone)
  await shoot(phone.page, 'phone-pin-set')
  await phone.offline()

  const sealed = await disk(phone)
  for (const words of ['锁前写的半句话', check.enterprise.name, 'JFIF', 'CS-003', 'eyJ']) expect(sealed.includes(words), words).toBe(false)

  await test.step('locked on start, without a network, and back to the same place', async () => {
    await phone.page.goto(`/check/${check.id}/list/confined_space`)
    await expect(phone.button('解锁')).toBeVisible()
    await shoot(phone.page, 'phone-unlock')
    await unlock(phone, '999111')
    await expect(phone.page.getByText('PIN 不对')).toBeVisible()
    await unlock(phone)
    await expect(phone.sheet().getByLabel('问题描述')).toHaveValue('锁前写的半句话')
  })
  await test.step('the work is saved sealed and sent when there is a network', async () => {
    await phone.writeFinding({ text: '锁后写完的一句话' })
    expect((await disk(phone)).includes('锁后写完的一句话')).toBe(false)
    await phone.offline(false)
    await phone.page.goto('/queue')
    await unlock(phone)
    await phone.nothingWaits()
  })
  const record = await cast.record(pair.lead, check.id)
  expect(record.findings.map((f) => f.versions[0]?.text)).toEqual(['锁后写完的一句话'])
  expect(record.photos).toHaveLength(1)
})

test('wrong PINs cost waiting and nothing else; a forgotten one is replaced after signing in', async ({ cast, phoneOf, watch }) => {
  const pair = pairs[1]!
  const check = await cast.open(pair)
  const phone = await phoneOf(pair.lead)
  await phone.holds(check.enterprise.name)
  await phone.keepsItself()
  await setPin(phone)
  await phone.open(check.id)
  await unlock(phone)
  await phone.openList(/^有限空间/)
  await phone.offline()
  for (const item of ['CS-003', 'CS-005']) await phone.answer(item, '符合')
  await phone.page.reload()
  await expect(phone.page.getByText('本机有 2 条未上传，解锁后继续上传')).toBeVisible()
  for (const pin of ['111222', '111333']) {
    await unlock(phone, pin)
    await expect(phone.page.getByText('PIN 不对')).toBeVisible()
  }
  await unlock(phone, '111444')
  await expect(phone.page.getByText(/请等 [1-5] 秒再试；本机内容不会因此删除/)).toBeVisible()
  await expect(phone.button('解锁')).toBeDisabled()
  await shoot(phone.page, 'phone-unlock-wait')
  await phone.page.reload() // starting anew saves no waiting
  await unlock(phone)
  await expect(phone.page.getByText(/请等 [1-5] 秒再试/)).toBeVisible()

  watch.expect(/401/)
  await phone.offline(false)
  await phone.link('忘记 PIN').click()
  await phone.page.getByLabel('密码').fill(password)
  await phone.button('登录').click()
  await expect(phone.page.getByText('您刚用密码登录，可直接设新 PIN')).toBeVisible()
  await shoot(phone.page, 'phone-pin-new')
  await phone.page.getByLabel('新 PIN').fill('314159')
  await phone.page.getByLabel('再输一次').fill('314159')
  await phone.button('更换 PIN').click()
  await expect(phone.page.getByText('PIN 已更换')).toBeVisible()
  await phone.page.goto('/queue')
  await unlock(phone, PIN)
  await expect(phone.page.getByText('PIN 不对')).toBeVisible()
  await unlock(phone, '314159')
  await phone.nothingWaits()
  const ledger = await cast.ledger(pair.lead, check.id)
  expect(ledger.filter((e) => e.kind === 'answer_item').map((e) => e.body['item'])).toEqual(['CS-003', 'CS-005'])
})

test('a passkey opens it too, and taking the PIN away leaves everything readable', async ({ cast, phoneOf }) => {
  const pair = pairs[2]!
  const check = await cast.open(pair)
  const phone = await phoneOf(pair.lead)
  const cdp = await phone.context.newCDPSession(phone.page)
  await cdp.send('WebAuthn.enable')
  await cdp.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true, hasPrf: true, isUserVerified: true, automaticPresenceSimulation: true } })
  await phone.holds(check.enterprise.name)
  await setPin(phone)
  await phone.page.getByLabel('现在的 PIN').fill(PIN)
  await phone.button('添加手机锁').click()
  await expect(phone.page.getByText('已添加').first()).toBeVisible()
  await shoot(phone.page, 'phone-pin-passkey', true)
  await phone.page.goto('/checks')
  await phone.button('用手机锁解锁').click()
  await expect(phone.card(check.enterprise.name)).toBeVisible()
  expect((await disk(phone)).includes(check.enterprise.name)).toBe(false)

  await phone.page.goto('/pin')
  await phone.button('用手机锁解锁').click()
  await phone.page.getByLabel('现在的 PIN').fill(PIN)
  await phone.button('取消加密').click()
  await expect(phone.page.getByText('PIN 已取消')).toBeVisible()
  await expect(phone.button('设置 PIN 并加密')).toBeVisible()
  await expect.poll(async () => (await disk(phone)).includes(check.enterprise.name)).toBe(true)
  await expect.poll(async () => (await disk(phone)).includes('"toward"')).toBe(false) // the lock goes when the last row is open; until then a start asks for it
  await phone.page.goto('/checks')
  await expect(phone.card(check.enterprise.name)).toBeVisible()
})

test('put away for long enough, it locks by itself, and not while something is half written is anything lost', async ({ cast, phoneOf }) => {
  const pair = pairs[0]!
  const check = await cast.open(pair)
  const phone = await phoneOf(pair.assistant)
  await phone.holds(check.enterprise.name)
  await setPin(phone)
  await phone.page.clock.install()
  await phone.page.goto(`/check/${check.id}/list/confined_space`)
  await unlock(phone)
  await phone.answer('CS-004', '不符合')
  await phone.sheet().getByLabel('问题描述').fill('写到一半')
  const away = (is: boolean) => phone.page.evaluate((hidden) => {
    Object.defineProperty(document, 'visibilityState', { value: hidden ? 'hidden' : 'visible', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, is)
  await away(true)
  await phone.page.clock.fastForward('04:00')
  await away(false)
  await expect(phone.sheet().getByLabel('问题描述')).toHaveValue('写到一半') // four minutes are not five
  await away(true)
  await phone.page.clock.fastForward('06:00')
  await away(false)
  await phone.page.clock.fastForward('00:30')
  await expect(phone.button('解锁')).toBeVisible()
  await unlock(phone)
  await expect(phone.sheet().getByLabel('问题描述')).toHaveValue('写到一半')
})
