// A visit without a network, with the browser closed and opened again in the middle of it.

import { pairs } from '../../api/cast'
import { expect, test } from '../house'

test('a visit without a network outlives the browser and goes up once', async ({ cast, hand, link }) => {
  const pair = pairs[0]!
  const check = await cast.ready(pair)
  await cast.declare(pair, check.id)
  await hand.startApp('/sign-in')
  await hand.signIn(pair.lead)
  await hand.keepsItself()
  await hand.holds(check.enterprise.name)

  await link.cut()
  await test.step('the app starts from nothing but the phone', async () => {
    await hand.go(`/check/${check.id}`)
    await hand.sees(check.enterprise.name)
    await hand.reload()
    await hand.sees('方案已批')
  })
  await test.step('the gate', async () => {
    await hand.press('进场')
    for (const word of ['检查通知书', ...check.team.filter((m) => m.part !== 'expert').map((m) => m.certificate.number)]) await hand.tick(word)
    await hand.press('已出示证件和通知书，开始检查')
    await hand.sees('检查中')
  })
  await test.step('answers and a finding', async () => {
    await hand.follow('有限空间')
    for (const item of ['CS-003', 'CS-005', 'CS-007']) await hand.answer(item, '符合')
    await hand.answer('CS-008', '不适用')
    await hand.answer('CS-017', '不符合')
    await hand.write('问题描述', '未配备三脚架和安全绳（污水处理站）', '[role=dialog]')
    await hand.write('具体位置', '污水处理站', '[role=dialog]')
    await hand.press('保存问题', '[role=dialog]')
    await hand.given('CS-017', '不符合')
  })
  await hand.quit()

  await test.step('opened again, still without a network, all of it is there', async () => {
    await hand.startApp(`/check/${check.id}/list/confined_space`)
    for (const item of ['CS-003', 'CS-005', 'CS-007']) await hand.given(item, '符合')
    await hand.given('CS-008', '不适用')
    await hand.given('CS-017', '不符合')
    await hand.go(`/check/${check.id}/findings`)
    await hand.sees('未配备三脚架和安全绳（污水处理站）')
    await hand.go(`/check/${check.id}/list/confined_space`)
    await hand.answer('CS-009', '符合')
  })
  expect((await cast.record(pair.lead, check.id)).state, 'nothing has left the phone').toBe('ready')

  await link.mend()
  await hand.allSent()
  await test.step('every act is on the server once, in order', async () => {
    const ledger = (await cast.ledger(pair.lead, check.id)).filter((e) => !['create_check', 'dispatch', 'approve_scheme', 'declare_no_conflict'].includes(e.kind))
    expect(ledger.map((e) => [e.kind, e.body['item']])).toEqual([
      ['arrive', undefined], ['answer_item', 'CS-003'], ['answer_item', 'CS-005'], ['answer_item', 'CS-007'], ['answer_item', 'CS-008'],
      ['answer_item', 'CS-017'], ['raise_finding', 'CS-017'], ['answer_item', 'CS-009'],
    ])
    expect(ledger.map((e) => e.cover?.length), 'every one signed by a key this engine keeps').toEqual(ledger.map(() => 64))
    const record = await cast.record(pair.lead, check.id)
    expect(record.findings.map((f) => f.versions[0])).toMatchObject([{ text: '未配备三脚架和安全绳（污水处理站）', place: '污水处理站' }])
  })
})
