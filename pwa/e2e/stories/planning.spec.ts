// A plan from its breakdown to its adjustment: a workbook with one altered cell is refused by that cell, the right one is
// taken, submitted, approved, put in force and adjusted, and what it was before stays to be seen.

import { v7 } from 'uuid'
import { expect, shoot, test } from '../house'
import { workbook } from '../pictures/workbook'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const sheet = (altered: number) => workbook('任务分解表', [
  ['分解方式', '项目', '计划内', '双随机', '合计', '累计'],
  ['总计', '应检', '', '', 8], ['总计', '计划', 3, 6, 9],
  ['镇（街道）', '薛埠镇', 2, altered, 6, 6], ['镇（街道）', '指前镇', 1, 2, 3, 9], ['镇（街道）', '小计', 3, 6, 9, 9],
])

test('a breakdown is taken, approved, put in force and adjusted', async ({ deskOf, watch }) => {
  watch.expect(/422/) // the altered cell
  const title = `有限空间专项整治 ${Date.now()}`
  const head = await deskOf('head1')
  await head.page.getByRole('link', { name: '计划', exact: true }).click()
  await head.button('拟定计划').click()
  await head.button('专项计划').click()
  await head.page.getByLabel('计划名称').fill(title)
  await head.button('开始拟定').click()
  await expect(head.page.getByRole('heading', { name: title })).toBeVisible()
  const path = new URL(head.page.url()).pathname
  const file = head.page.getByLabel('导入任务分解表（XLSX）')
  await file.setInputFiles({ name: '分解表.xlsx', mimeType: xlsx, buffer: sheet(5) })
  await expect(head.page.getByRole('cell', { name: 'D4', exact: true })).toBeVisible()
  await shoot(head.page, 'office-plan-wrong')
  await file.setInputFiles({ name: '分解表.xlsx', mimeType: xlsx, buffer: sheet(4) })
  await expect(head.page.getByText('应检 8，计划 9 = 计划内 3 + 双随机 6')).toBeVisible()
  await head.button('作为计划数字').click()
  await expect(head.page.getByRole('row', { name: /薛埠镇/ })).toContainText('6')
  await head.button('报批').click()
  await head.page.getByRole('dialog').getByRole('button', { name: '报批' }).click()
  await expect(head.page.getByText('待批准')).toBeVisible()

  const leader = await deskOf('leader1')
  await leader.page.goto(path)
  for (const [deed, document] of [['批准', '坛政复〔2026〕1号'], ['印发执行', '坛应急〔2026〕2号']] as const) {
    await leader.button(deed).first().click()
    await leader.page.getByLabel('文件号').fill(document)
    await leader.page.getByRole('dialog').getByRole('button', { name: deed }).click()
    await expect(leader.page.getByRole('dialog')).toHaveCount(0)
  }
  await expect(leader.page.getByText('执行中')).toBeVisible()

  await head.page.goto(path)
  await head.button('申请调整').click()
  await head.page.getByRole('combobox', { name: '任务分解表' }).selectOption({ label: '镇（街道） · 双随机' })
  await head.page.getByLabel('从', { exact: true }).selectOption({ index: 0 })
  await head.page.getByLabel('到', { exact: true }).selectOption({ index: 1 })
  await head.page.getByLabel('数量').fill('2')
  await head.page.getByLabel('理由').fill('薛埠镇两家企业停产')
  await shoot(head.page, 'office-plan-adjust')
  await head.page.getByRole('dialog').getByRole('button', { name: '申请调整' }).click()
  await expect(head.page.getByText('薛埠镇两家企业停产')).toBeVisible()

  await leader.page.goto(path)
  await leader.button('批准调整').first().click()
  await leader.page.getByLabel('文件号').fill('坛政复〔2026〕9号')
  await leader.page.getByRole('dialog').getByRole('button', { name: '批准调整' }).click()
  await expect(leader.page.getByRole('row', { name: /双随机.薛埠镇 4 2/ })).toBeVisible()
  await expect(leader.page.getByText('坛政复〔2026〕9号')).toBeVisible()
  await shoot(leader.page, 'office-plan')
  await leader.page.setViewportSize({ width: 1920, height: 1080 })
  await shoot(leader.page, 'office-wide-plan')
})

test('a section head hands targets to another section by the keyboard, and the plan says who, why and what it was before', async ({ cast, deskOf }) => {
  const who = await cast.as('head1')
  const now = (): { id: string; doneAt: string } => ({ id: v7(), doneAt: new Date().toISOString() })
  const sections = (await who.get<{ items: { id: string; name: string; closed: boolean }[] }>('/sections')).items
  const own = sections.find((s) => s.id === who.me.sectionId)!
  const other = sections.find((s) => s.id !== own.id && !s.closed)!
  const plan = await who.post<{ id: string }>('/plans', { ...now(), kind: 'campaign', year: 2026, title: `粉尘涉爆专项 ${Date.now()}` })
  const lines = [{ name: own.name, n: 3 }, { name: other.name, n: 1 }]
  const figures = { required: 4, key: 4, random: 0, breakdowns: [{ by: 'section', of: 'all', lines }] }
  const capacity = { statutoryDays: 1, officers: 1, other: [], non: [], keyDays: 1, generalDays: 0 }
  expect((await who.ask('PUT', `/plans/${plan.id}/figures`, { ...now(), body: { capacity, figures } })).status).toBe(200)
  const firms = (await who.get<{ items: { id: string; name: string }[] }>('/register?limit=4')).items
  expect((await who.ask('POST', `/plans/${plan.id}/targets`, { ...now(), targets: firms.map((e, i) => ({ enterpriseId: e.id, source: 'key', month: 3, sectionId: i < 3 ? own.id : other.id })) })).status).toBe(204)

  const head = await deskOf('head1')
  await head.page.goto(`/office/targets?planId=${plan.id}`)
  const rows = head.page.locator('tbody tr')
  await expect(rows).toHaveCount(4)
  await expect(rows.filter({ hasText: other.name }).getByRole('checkbox')).toBeDisabled()
  for (let at = 0, picked = 0; picked < 2; at += 1) {
    await head.page.keyboard.press('j')
    if (await rows.nth(at).getByRole('checkbox').isDisabled()) continue
    await head.page.keyboard.press('Enter')
    await expect(rows.nth(at).getByRole('checkbox')).toBeChecked()
    picked += 1
  }
  await shoot(head.page, 'office-targets-picked')
  await head.button('调整承办科室（2）').press('Enter')
  const form = head.page.getByRole('dialog')
  await form.getByLabel('改由承办').selectOption({ label: other.name })
  await form.getByLabel('理由').fill('分工调整，两家企业属其辖区')
  await shoot(head.page, 'office-targets-hand')
  await form.getByRole('button', { name: '调整承办科室' }).click()
  await expect(rows.filter({ hasText: other.name })).toHaveCount(3)
  await head.page.goto(`/office/plans/${plan.id}`)
  const told = head.page.locator('.plan-adjustment')
  await expect(told).toContainText('分工调整，两家企业属其辖区')
  await expect(told).toContainText(who.me.name)
  await expect(told.getByRole('row', { name: `${own.name} 3 1` })).toBeVisible()
  await expect(told.getByRole('row', { name: `${other.name} 1 3` })).toBeVisible()
  await shoot(head.page, 'office-plan-handed')
  await head.page.getByRole('link', { name: other.name }).click()
  await expect(rows).toHaveCount(3)
})
