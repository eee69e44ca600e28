// Two officers on one check, each with a phone, both without a network.

import { v7 } from 'uuid'
import { inDays, pairs } from '../api/cast'
import { expect, photo, shoot, test } from '../house'

test('the same item answered differently is shown side by side and settled before sealing', async ({ cast, phoneOf }) => {
  const pair = pairs[2]!
  const check = await cast.open(pair)
  const lead = await phoneOf(pair.lead)
  const assistant = await phoneOf(pair.assistant)
  for (const phone of [lead, assistant]) {
    await phone.holds(check.enterprise.name)
    await phone.open(check.id)
    await phone.openList(/^有限空间/)
    await phone.offline()
  }
  await lead.answer('CS-003', '符合')
  await lead.answer('CS-005', '符合')
  await assistant.answer('CS-003', '不适用')
  await assistant.answer('CS-007', '符合')

  for (const phone of [lead, assistant]) {
    await phone.offline(false)
    await phone.allSent()
  }
  await test.step('nothing of either is lost', async () => {
    const { answers } = await cast.record(pair.lead, check.id)
    expect(answers['confined_space/CS-003']?.map((a) => a.verdict).sort()).toEqual(['conforms', 'not_applicable'])
    expect(answers['confined_space/CS-005']).toHaveLength(1)
    expect(answers['confined_space/CS-007']).toHaveLength(1)
  })
  await test.step('the lead sees both and settles it on the spot', async () => {
    await lead.open(check.id)
    await expect(lead.page.getByText('1 处两人所记不同')).toBeVisible({ timeout: 20_000 })
    await shoot(lead.page, 'phone-contested-home')
    await lead.link('去处理').click()
    await expect(lead.button(/^先处理 1 处/)).toBeDisabled()
    await lead.link(/两人所记不同/).click()
    await expect(lead.item('CS-003').getByText('两人所记不同')).toBeVisible()
    await expect(lead.item('CS-003').locator('[aria-pressed=true]')).toHaveCount(0)
    await expect(lead.item('CS-003').getByRole('button', { name: /^以此为准/ })).toHaveCount(2)
    await shoot(lead.page, 'phone-contested-item')
    await lead.item('CS-003').getByRole('button', { name: /^以此为准：.*符合$/ }).click()
    await expect(lead.item('CS-003').getByText('两人所记不同')).toHaveCount(0)
    await lead.back()
  })
  await lead.closeVisit('其余作业当日停止')
  await lead.allSent()
  const record = await cast.record(pair.lead, check.id)
  expect(record.state).toBe('recorded')
  expect(record.answers['confined_space/CS-003']).toHaveLength(1)
})

test('a finding worded twice and pictures taken and withdrawn apart come together', async ({ cast, phoneOf }) => {
  const pair = pairs[0]!
  const check = await cast.open(pair)
  const findingId = v7()
  await cast.act(pair.lead, check.id, 'answer_item', { checklist: 'confined_space', item: 'CS-004', verdict: 'violates' })
  await cast.act(pair.lead, check.id, 'raise_finding', { findingId, checklist: 'confined_space', item: 'CS-004', words: { text: '未设置警示标志', place: '', handling: 'order', dueOn: inDays(20) } })
  const lead = await phoneOf(pair.lead)
  await lead.holds(check.enterprise.name)
  await lead.open(check.id)
  await lead.openList(/^有限空间/)
  await lead.takePhoto(photo(), lead.item('CS-005'))
  await expect(lead.item('CS-005').getByRole('button', { name: /^现场照片 1/ })).toBeVisible()
  await lead.allSent()
  const assistant = await phoneOf(pair.assistant)
  await assistant.holds(check.enterprise.name)

  const words = { lead: '有限空间出入口未设置安全警示标志', assistant: '污水池出入口处警示标志缺失（2处）' }
  for (const [phone, text] of [[lead, words.lead], [assistant, words.assistant]] as const) {
    await phone.open(check.id)
    await expect(phone.state('检查中')).toBeVisible()
    await phone.offline()
    await phone.openList(/^有限空间/)
    await phone.takePhoto(photo(), phone.item('CS-005'))
    await expect(phone.item('CS-005').getByRole('button', { name: /^现场照片 2/ })).toBeVisible()
    await phone.back()
    await phone.link(/^问题/).click()
    await phone.button(/^修改/).click()
    await phone.writeFinding({ text, place: '污水池' })
    await phone.back()
  }
  await test.step('the assistant withdraws the first picture meanwhile', async () => {
    await assistant.openList(/^有限空间/)
    await assistant.item('CS-005').getByRole('button', { name: /^现场照片 1/ }).click()
    await assistant.button('移除照片').click()
    await assistant.page.getByLabel('移除理由').fill('拍摄有误')
    await assistant.button('移除照片').last().click()
    await expect(assistant.item('CS-005').getByRole('button', { name: /^现场照片 2/ })).toHaveCount(0)
  })
  for (const phone of [lead, assistant]) {
    await phone.offline(false)
    await phone.allSent()
  }
  await test.step('three pictures stand, one of them withdrawn, whichever phone came first', async () => {
    const { photos } = await cast.record(pair.lead, check.id)
    expect(photos).toHaveLength(3)
    expect(photos.filter((p) => p.removed).map((p) => p.removed?.reason)).toEqual(['拍摄有误'])
  })
  await test.step('the assistant sees both wordings with who and when, and takes one', async () => {
    await assistant.page.goto(`/check/${check.id}/findings`)
    const cards = assistant.page.locator('.contested-card')
    await expect(cards).toHaveCount(2)
    await expect(cards.filter({ hasText: words.lead })).toContainText((await cast.as(pair.lead)).me.name)
    await shoot(assistant.page, 'phone-contested-finding')
    await cards.filter({ hasText: words.lead }).getByRole('button', { name: /^以此为准/ }).click()
    await expect(cards).toHaveCount(0)
    await assistant.allSent()
  })
  const [finding] = (await cast.record(pair.lead, check.id)).findings
  expect(finding?.versions.map((v) => v.text)).toEqual([words.lead])
  expect(finding?.superseded.length).toBeGreaterThanOrEqual(3)
})

test('what comes after the seal is kept, and its reason is said', async ({ cast, phoneOf }) => {
  const pair = pairs[0]!
  const check = await cast.open(pair)
  const late = await phoneOf(pair.assistant)
  await late.holds(check.enterprise.name)
  await late.open(check.id)
  await late.openList(/^有限空间/)
  await late.offline()
  await late.answer('CS-003', '符合')
  await cast.seal(pair, check.id)

  await late.offline(false)
  await late.open(check.id)
  const kept = late.page.getByRole('alert').filter({ hasText: '条被服务器拒绝' })
  await expect(kept).toBeVisible({ timeout: 30_000 })
  await expect(kept).toContainText('记录已封存')
  await shoot(late.page, 'phone-parked')
  const record = await cast.record(pair.lead, check.id)
  expect(record.answers['confined_space/CS-003']).toBeUndefined()
  await test.step('and it is still there after the app was closed', async () => {
    await late.page.reload()
    await expect(kept).toContainText('记录已封存')
  })
})
