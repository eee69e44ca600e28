// From the desk to the phone: a check is planned, dispatched, approved and is on the inspector's phone.

import { pairs } from '../api/cast'
import { expect, shoot, test } from '../house'

test('a head plans and dispatches, the leader approves, the inspector has it', async ({ cast, deskOf, phoneOf }) => {
  const head = await deskOf('head1')
  const { items } = await (await cast.as('head1')).get<{ items: { name: string }[] }>('/enterprises?limit=200')
  const enterprise = items[Math.floor(Math.random() * items.length)]!.name
  const remark = `端到端 ${Date.now()}`
  await shoot(head.page, 'office-checks')
  await head.planCheck({ enterprise, lists: ['有限空间'], lead: '检查员甲', assistant: '检查员乙', remark })
  await shoot(head.page, 'office-new-check', true)
  await head.button('派单给检查人员').click()
  const ofHead = await cast.as('head1')
  const found = async () => (await ofHead.get<{ items: { id: string }[] }>(`/checks?q=${encodeURIComponent(enterprise)}&state=assigned`)).items
  await expect.poll(async () => (await found()).length).toBeGreaterThan(0)
  const id = (await found())[0]!.id
  await head.openCase(id)
  await expect(head.caseFile()).toContainText('下一步：局领导批准或退回方案')

  const leader = await deskOf('leader1')
  await leader.find(enterprise)
  await leader.page.getByRole('link', { name: enterprise }).first().click()
  await leader.openCase(id)
  await expect(leader.caseFile()).toContainText(enterprise)
  await leader.does('批准方案')
  await expect(leader.caseFile()).toContainText('下一步：检查人员进场')
  await shoot(leader.page, 'office-case')

  const phone = await phoneOf('inspector1')
  await expect(phone.card(enterprise)).toBeVisible()
  await phone.open(id)
  await expect(phone.state('方案已批')).toBeVisible()
  await expect(phone.button('声明无利害关系')).toBeVisible()
})

test('each reader sees what is theirs, and the neighbours nothing at all', async ({ cast, deskOf, phoneOf, watch }) => {
  const town = (await cast.as('town1')).me.town!
  const { enterpriseId } = (await cast.as('enterprise1')).me
  const pair = pairs[0]!
  const check = await cast.sealed(pair, { enterpriseId: enterpriseId! })
  const elsewhere = await cast.sealed(pair, { enterpriseId: (await cast.as('enterprise2')).me.enterpriseId! })
  expect(check.enterprise.town).toBe(town)
  expect(elsewhere.enterprise.town).not.toBe(town)

  await test.step('the policy section reads the whole case and decides nothing', async () => {
    const policy = await deskOf('policy1')
    await policy.openCase(check.id)
    await expect(policy.caseFile()).toContainText(check.enterprise.name)
    for (const deed of ['派单', '批准方案', '退回方案', '改派', '取消检查']) await expect(policy.button(deed, policy.caseFile())).toHaveCount(0)
    for (const tab of ['方案', '问题', '检查结果', '照片', '签字', '文件']) {
      await policy.page.getByRole('tab', { name: tab }).click()
      await expect(policy.page.getByRole('tabpanel')).not.toBeEmpty()
    }
    await policy.page.getByRole('tab', { name: '问题' }).click()
    await expect(policy.page.getByRole('tabpanel')).toContainText('作业现场未设置安全警示标志')
    await shoot(policy.page, 'office-case-findings')
  })
  await test.step('the town sees its own enterprises and no others', async () => {
    const reader = await phoneOf('town1')
    await reader.page.goto(`/town/${check.id}`)
    await expect(reader.page.getByText(check.enterprise.name).first()).toBeVisible()
    await shoot(reader.page, 'town-visit', true)
    const asked = await cast.as('town1')
    expect((await asked.ask('GET', `/checks/${elsewhere.id}`)).status).toBe(404)
    expect((await asked.ask('GET', `/checks/${check.id}`)).status).toBe(200)
  })
  await test.step('the bureau next door learns nothing, not even that it exists', async () => {
    const stranger = await cast.as('other-inspector1')
    for (const path of ['', '/ledger', '/manifest', '/record.pdf']) {
      const { status, body } = await stranger.ask<{ code: string }>('GET', `/checks/${check.id}${path}`)
      expect({ path, status, code: body.code }).toEqual({ path, status: 404, code: 'not_found' })
    }
    const [refused] = await cast.push('other-inspector1', [{ checkId: check.id, kind: 'declare_no_conflict', body: { noConflict: true } }])
    expect(refused).toMatchObject({ outcome: 'refused', problem: { code: 'not_found' } })
    watch.expect(/404/)
    const phone = await phoneOf('other-inspector1')
    await phone.open(check.id)
    await expect(phone.page.getByText('没有这次检查')).toBeVisible()
  })
})
