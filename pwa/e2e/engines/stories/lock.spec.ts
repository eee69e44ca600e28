// A phone behind a PIN: encrypted by this engine's own WebCrypto, unlocked without a network, and its work goes up once.

import { pairs } from '../../api/cast'
import { expect, test } from '../house'

const PIN = '271828'

test('a phone behind a PIN is closed, opened and opened wrongly without a network', async ({ cast, hand, link }) => {
  const pair = pairs[2]!
  const check = await cast.open(pair)
  await hand.startApp('/sign-in')
  await hand.signIn(pair.lead)
  await hand.keepsItself()
  await hand.holds(check.enterprise.name)
  await hand.go('/me')
  await hand.follow('PIN 与加密')
  await hand.write('PIN', PIN)
  await hand.write('再输一次', PIN)
  await hand.press('设置 PIN 并加密')
  await hand.sees('已加密 · PIN 已设')
  await hand.seesNot('正在后台加密')

  await link.cut()
  await hand.go(`/check/${check.id}`)
  await hand.write('PIN', PIN)
  await hand.press('解锁')
  await hand.follow('有限空间')
  await hand.answer('CS-003', '符合')
  await hand.answer('CS-005', '符合')
  await hand.quit()

  await hand.startApp(`/check/${check.id}/list/confined_space`)
  await hand.write('PIN', '999111')
  await hand.press('解锁')
  await hand.sees('PIN 不对')
  await hand.write('PIN', PIN)
  await hand.press('解锁')
  for (const item of ['CS-003', 'CS-005']) await hand.given(item, '符合')
  await test.step('nothing of it is readable on the disk', async () => {
    const readable = await hand.ask(async (words) => {
      const answer = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error) }))
      let text = ''
      for (const { name } of await indexedDB.databases()) {
        const db = await answer(indexedDB.open(name!))
        for (const store of db.objectStoreNames) if (store !== 'checklists') text += JSON.stringify(await answer(db.transaction(store).objectStore(store).getAll()))
        db.close()
      }
      return words.filter((word) => text.includes(word))
    }, ['CS-003', check.enterprise.name])
    expect(readable).toEqual([])
  })

  await link.mend()
  await hand.go('/queue')
  await hand.write('PIN', PIN)
  await hand.press('解锁')
  await hand.until('the acts are on the server', async () => (await cast.ledger(pair.lead, check.id)).filter((e) => e.kind === 'answer_item').length === 2, 40_000)
})
