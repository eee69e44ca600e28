// A plan from its breakdown to its adjustment: a workbook with one altered cell is refused by that cell, the right one is
// taken, submitted, approved, put in force and adjusted, and what it was before stays to be seen.

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
