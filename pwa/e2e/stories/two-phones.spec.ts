// Two officers on one check, each with a phone, both without a network.

import { pairs } from '../api/cast'
import { expect, shoot, test } from '../house'

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
    await lead.button('立即上传').click()
    await lead.open(check.id)
    await expect(lead.page.getByText('1 处两人所记不同')).toBeVisible({ timeout: 20_000 })
    await shoot(lead.page, 'phone-contested-home')
    await lead.link('去处理').click()
    await expect(lead.button(/^先处理 1 处/)).toBeDisabled()
    await lead.link(/两人所记不同/).click()
    await expect(lead.item('CS-003').getByText('两人所记不同')).toBeVisible()
    await expect(lead.item('CS-003').locator('[aria-pressed=true]')).toHaveCount(0)
    await shoot(lead.page, 'phone-contested-item')
    await lead.answer('CS-003', '符合')
    await expect(lead.item('CS-003').getByText('两人所记不同')).toHaveCount(0)
    await lead.back()
  })
  await lead.closeVisit('其余作业当日停止')
  await lead.allSent()
  const record = await cast.record(pair.lead, check.id)
  expect(record.state).toBe('recorded')
  expect(record.answers['confined_space/CS-003']).toHaveLength(1)
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
