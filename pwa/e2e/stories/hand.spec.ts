// Speed of hand: phrases by initials, the last visit beside the item, the last tap taken back, a section at once.

import { pairs } from '../api/cast'
import { expect, shoot, test } from '../house'

test('what the last visit found stands beside the item, without a network too', async ({ cast, phoneOf }) => {
  const pair = pairs[0]!
  const first = await cast.open(pair)
  const findingId = crypto.randomUUID()
  await cast.act(pair.lead, first.id, 'answer_item', { checklist: 'confined_space', item: 'CS-003', verdict: 'violates', supersedes: [] })
  await cast.act(pair.lead, first.id, 'raise_finding', { findingId, checklist: 'confined_space', item: 'CS-003', words: { text: '二号池作业前未检测气体，记录缺失', place: '二号池', handling: 'order', dueOn: '2099-01-04' } })
  await cast.seal(pair, first.id)
  await cast.officersSign(pair, first.id)
  const sealed = await cast.record(pair.lead, first.id)
  await cast.act(pair.lead, first.id, 'refuse_signature', { digest: sealed.seal!.digest, refusedBy: '周明', reason: '不在现场', readOut: '已宣读全文', witnesses: [], reportedTo: '政策法规科' })
  const next = await cast.open(pair, { enterpriseId: first.enterprise.id })

  const phone = await phoneOf(pair.lead)
  await phone.holds(next.enterprise.name)
  await expect.poll(() => phone.page.evaluate(async (id) => {
    for (const { name } of await indexedDB.databases()) {
      if (!name) continue
      const found = await new Promise<unknown>((resolve) => {
        const open = indexedDB.open(name)
        open.onsuccess = () => {
          const db = open.result
          if (!db.objectStoreNames.contains('earlier')) return db.close(), resolve(undefined)
          const get = db.transaction('earlier').objectStore('earlier').get(id)
          get.onsuccess = () => (db.close(), resolve(get.result))
        }
      })
      if (found) return true
    }
    return false
  }, next.enterprise.id), { timeout: 20_000 }).toBe(true)
  await phone.offline()
  await phone.open(next.id)
  await phone.openList(/^有限空间/)
  const fold = phone.item('CS-003').getByRole('button', { name: '上次：不符合' })
  await fold.click()
  await expect(phone.item('CS-003')).toContainText('二号池作业前未检测气体')
  await expect(phone.item('CS-003')).toContainText('整改期限 2099-01-04')
  await expect(phone.item('CS-005').getByRole('button', { name: /^上次/ })).toHaveCount(0)
  await phone.item('CS-003').scrollIntoViewIfNeeded()
  await shoot(phone.page, 'phone-earlier')
  await phone.offline(false)
})

test('a finding is written by initials, and the next time it is there before anything is typed', async ({ cast, phoneOf }) => {
  const pair = pairs[1]!
  const check = await cast.open(pair)
  const phone = await phoneOf(pair.lead)
  await phone.holds(check.enterprise.name)
  await phone.offline()
  await phone.open(check.id)
  await phone.openList(/^有限空间/)
  await phone.answer('CS-005', '不符合')
  const sheet = phone.sheet()
  await phone.button('常用语', sheet).click()
  await sheet.getByLabel(/拼音首字母/).fill('wpbqt')
  const found = sheet.locator('.phrase')
  await expect(found.first()).toBeVisible()
  await shoot(phone.page, 'phone-phrases')
  const words = (await found.first().innerText()).trim()
  await found.first().click()
  await expect(sheet.getByLabel('问题描述')).toHaveValue(words)
  await phone.writeFinding({ text: '救援器材锁在仓库，现场无人有钥匙', place: '仓库', handling: '仅建议' })

  await phone.answer('CS-007', '不符合')
  await phone.button('常用语', sheet).click()
  await expect(found.first()).toContainText('救援器材锁在仓库')
  await sheet.getByLabel(/拼音首字母/).fill('jyqcsz')
  await expect(found).toHaveCount(1)
  await sheet.getByLabel('问题描述').fill('三号池同样。')
  await found.first().click()
  await expect(sheet.getByLabel('问题描述')).toHaveValue('三号池同样；救援器材锁在仓库，现场无人有钥匙')
  await phone.writeFinding({ place: '三号池', handling: '仅建议' })
  await phone.offline(false)
  await phone.allSent()
})

test('the last tap is taken back until the next one; a section leaves out what needs more than a word', async ({ cast, phoneOf }) => {
  const pair = pairs[2]!
  const check = await cast.open(pair)
  const phone = await phoneOf(pair.lead)
  await phone.holds(check.enterprise.name)
  await phone.open(check.id)
  await phone.openList(/^有限空间/)
  await phone.answer('CS-003', '符合')
  const back = phone.button('撤销 CS-003')
  await expect(back).toBeVisible()
  await phone.page.waitForTimeout(7500) // longer than the note stays
  await shoot(phone.page, 'phone-undo')
  await back.click()
  await expect(phone.item('CS-003').locator('[aria-pressed=true]')).toHaveCount(0)
  await expect(back).toHaveCount(0)
  await phone.answer('CS-003', '符合')
  await phone.answer('CS-005', '符合')
  await expect(phone.button('撤销 CS-003')).toHaveCount(0)
  await expect(phone.button('撤销 CS-005')).toBeVisible()
  await phone.button('本节其余全部符合').first().click()
  const ask = phone.page.getByRole('alertdialog')
  await shoot(phone.page, 'phone-section-conforms')
  await phone.button('全部记为符合', ask).click()
  await expect(phone.button(/^撤销 \d+ 项/)).toBeVisible()
  await phone.allSent()
  const { answers } = await cast.record(pair.lead, check.id)
  const lists = await cast.lists(check)
  for (const { id, answer, photo } of lists['confined_space']!.items) {
    if (answer.type !== 'conformity' || photo === 'required') expect(answers[`confined_space/${id}`] ?? [], id).toHaveLength(0)
  }
})
