// What leads out of a check: a finding is passed on to another department, and a visit that was not let in becomes a case.

import { v7 } from 'uuid'
import { pairs } from '../api/cast'
import { expect, shoot, test } from '../house'

test.setTimeout(240_000)

test('a finding is referred at the desk, approved, sent, taken in and answered; then the check is closed', async ({ cast, deskOf }) => {
  const pair = pairs[0]!
  const check = await cast.signed(pair)
  const orderId = v7()
  await cast.act(pair.lead, check.id, 'issue_order', { orderId, record: check.seal!.digest })
  await cast.signPaper(pair, check.id, orderId)

  const head = await deskOf(pair.head)
  const loopOf = async (desk: typeof head) => {
    await desk.openCase(check.id)
    await desk.page.getByRole('tab', { name: /^整改/ }).click()
  }
  await test.step('drafted, with its list of material', async () => {
    await loopOf(head)
    await head.button('移送其他部门', head.caseFile()).click()
    await head.button('起草移送书').click()
    await expect(head.page.getByText('必填').first()).toBeVisible()
    await head.page.getByLabel('接收部门').fill('区市场监督管理局')
    await head.page.getByRole('checkbox', { name: /作业现场未设置安全警示标志/ }).check()
    await head.page.getByLabel('事由').fill('起重机械安全附件不符合要求')
    await shoot(head.page, 'desk-referral-new')
    await head.button('起草移送书').click()
    await expect(head.caseFile().getByText('区市场监督管理局').first()).toBeVisible()
  })
  await test.step('nothing is sent before the leader says yes', async () => {
    await expect(head.button('登记送出')).toHaveCount(0)
    const leader = await deskOf('leader1')
    await loopOf(leader)
    await leader.button(/^同意$/, leader.caseFile()).click()
    await expect(leader.button(/^同意$/, leader.caseFile())).toHaveCount(0)
  })
  await test.step('sent, received, answered', async () => {
    await loopOf(head)
    await head.page.getByLabel('送出人').fill('张科')
    await head.button('登记送出').click()
    await head.page.getByLabel('接收人').fill('收发室')
    await head.button('登记回执').click()
    await expect(head.button('登记反馈')).toBeVisible()
    expect((await cast.record(pair.head, check.id)).orderItems?.[0]?.standing).toBe('referred')
    await expect(head.button('结案归档', head.caseFile())).toHaveCount(0)
    await head.page.getByLabel('反馈内容').fill('已立案查处')
    await shoot(head.page, 'desk-referral')
    await head.button('登记反馈').click()
    await head.button('结案归档', head.caseFile()).click()
    await expect.poll(async () => (await cast.record(pair.head, check.id)).state, { timeout: 30_000 }).toBe('closed')
  })
})

test('not let in: reported and filed as a case on the phone without a network, decided and closed at the desk', async ({ cast, phoneOf, deskOf }) => {
  const pair = pairs[1]!
  const check = await cast.ready(pair)
  await cast.declare(pair, check.id)
  await cast.act(pair.lead, check.id, 'record_entry_refused', { refusedBy: '门卫老周', post: '保安', reason: '称老板不在，拒不开门' })
  const officer = await phoneOf(pair.lead)
  await officer.holds(check.enterprise.name)

  await test.step('reported to the department, offline', async () => {
    await officer.page.goto(`/check/${check.id}/loop`)
    await officer.keepsItself()
    await officer.offline()
    await officer.page.goto(`/check/${check.id}/loop`)
    await expect(officer.page.getByText('待报告拒绝进入情况')).toBeVisible()
    await shoot(officer.page, 'loop-entry-refused', true)
    await officer.button('报告拒绝进入').click()
    await officer.page.getByLabel('报告部门').fill('执法大队')
    await officer.button('报告拒绝进入', officer.sheet()).click()
    await expect(officer.page.getByText('待立案呈批')).toBeVisible()
  })
  await test.step('the case is proposed with its evidence and signed by both who handle it', async () => {
    await officer.link('立案呈批').click()
    await expect(officer.page.getByLabel('事由')).toHaveValue(/拒绝、阻碍/)
    await officer.page.getByLabel('依据的法律').fill('中华人民共和国安全生产法')
    await officer.page.getByLabel('依据的条款').fill('第一百零八条')
    await officer.page.getByLabel('承办人意见').fill('建议立案')
    await shoot(officer.page, 'loop-file-entry', true)
    await officer.button('提请立案').click()
    await officer.sign(/^主办/)
    await officer.sign(/^协办/)
    await officer.offline(false)
    await officer.allSent()
    await expect.poll(async () => (await cast.record(pair.lead, check.id)).filings?.[0]?.signatures.length, { timeout: 30_000 }).toBe(2)
  })
  await test.step('decided by the leader, closed by the head, only then', async () => {
    const head = await deskOf(pair.head)
    await head.openCase(check.id)
    await head.page.getByRole('tab', { name: /^整改/ }).click()
    await expect(head.button('结案归档', head.caseFile())).toHaveCount(0)
    const leader = await deskOf('leader1')
    await leader.openCase(check.id)
    await leader.page.getByRole('tab', { name: /^整改/ }).click()
    await shoot(leader.page, 'desk-filing')
    await leader.button(/^同意$/, leader.caseFile()).click()
    await expect(leader.button(/^同意$/, leader.caseFile())).toHaveCount(0)
    await head.openCase(check.id)
    await head.page.getByRole('tab', { name: /^整改/ }).click()
    await head.button('结案归档', head.caseFile()).click()
    await expect.poll(async () => (await cast.record(pair.head, check.id)).state, { timeout: 30_000 }).toBe('closed')
  })
})
