// The register: a workbook with an error is refused cell by cell, put right and taken in; an entry is revised; a filter is
// saved as a view and its list exported.

import { expect, shoot, test } from '../house'
import { workbook } from '../pictures/workbook'

const head = ['企业名称', '统一社会信用代码', '镇（街道）', '行业', '风险等级', '联系人', '联系电话']
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

test('a workbook with an error is put right, looked through and taken in', async ({ cast, deskOf, watch }) => {
  watch.expect(/400/) // a refused entry
  const there = (await (await cast.as('head1')).get<{ items: { name: string }[] }>('/register?limit=1')).items[0]!
  const mark = String(Date.now()).slice(-6)
  const row = (code: string) => [`常州新进${mark}材料有限公司`, code, '薛埠镇', '金属结构制造', '较大', '新来', '13900000001']
  const like = [there.name, `91320413DEMO${String(Number(mark) + 1).padStart(6, '9').slice(-6)}`, '薛埠镇', '金属结构制造', '一般', '老王', '13900000002']
  const good = `91320413DEMO${mark}`
  const desk = await deskOf('head1')
  const { page } = desk

  await page.goto('/office/enterprises')
  await expect(page.getByRole('heading', { name: '企业名录' })).toBeVisible()
  await page.getByRole('link', { name: '导入 XLSX' }).click()
  const file = page.getByLabel('把 XLSX 拖到这里，或点按选择')
  await file.setInputFiles({ name: '名录.xlsx', mimeType: xlsx, buffer: workbook('企业名录', [head, row('91320413MA1TESTX0Z'), like]) })
  await expect(page.getByRole('cell', { name: 'B2', exact: true })).toBeVisible()
  await expect(page.getByRole('cell', { name: /校验码规则/ })).toBeVisible()
  await expect(desk.button(/^导入：/)).toBeDisabled()
  await shoot(page, 'office-import-wrong')

  await desk.button('放弃这次导入').click()
  await file.setInputFiles({ name: '名录.xlsx', mimeType: xlsx, buffer: workbook('企业名录', [head, row(good), like]) })
  await expect(page.getByText('还有 1 行与名录中的企业同名')).toBeVisible()
  await expect(desk.button(/^导入：/)).toBeDisabled()
  await expect(desk.button('合并')).toBeVisible()
  await shoot(page, 'office-import-like')
  await desk.button('合并').click()
  await expect(page.getByText('还有 1 行')).toHaveCount(0)
  await desk.button('导入：新增 1，变更 1').click()
  await expect(page.getByText('已导入：新增 1 家，变更 1 家，未导入 0 行。')).toBeVisible()

  await page.getByRole('link', { name: '回到名录' }).click()
  await desk.find(`新进${mark}`)
  await expect(page.getByText('已列出 1 家 · 符合 1 家')).toBeVisible()
  await page.locator('body').click({ position: { x: 700, y: 700 } })
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('region', { name: '企业', exact: true })
  await expect(drawer).toContainText(good)
  await desk.button('变更登记', drawer).click()
  await drawer.getByLabel('统一社会信用代码').fill('91320413MA1TESTX0Z')
  await desk.button('保存登记', drawer).click()
  await expect(drawer.getByText('信用代码不合校验码规则（GB 32100）')).toBeVisible()
  await shoot(page, 'office-entry-wrong')
  await drawer.getByLabel('统一社会信用代码').fill(good)
  await desk.button('粉尘涉爆', drawer).click()
  await desk.button('加一项许可', drawer).click()
  await drawer.getByLabel('许可名称').fill('危险化学品经营许可证')
  await drawer.getByLabel('有效期至').fill('2026-12-20')
  await desk.button('保存登记', drawer).click()
  await expect(drawer).toContainText('危险化学品经营许可证')
  await expect(drawer).toContainText('变更登记')
  await shoot(page, 'office-entry')
  await page.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)

  await desk.button('存为视图').click()
  await page.getByLabel('视图名称').fill(`新进 ${mark}`)
  await desk.button('保存视图').click()
  await expect(desk.button(`新进 ${mark}`)).toHaveAttribute('aria-pressed', 'true')
  const download = page.waitForEvent('download')
  await desk.button('导出所列').click()
  expect((await download).suggestedFilename()).toMatch(/^企业名录-.*\.xlsx$/)
})
