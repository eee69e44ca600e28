// What leaves by itself: a signed record on its way to the city's system, and what people are told.

import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { pairs } from '../api/cast'
import { expect, shoot, test } from '../house'

const axe = async (page: Page): Promise<string[]> => (await new AxeBuilder({ page }).analyze()).violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 160)}`))

test('a record signed by everybody is listed for reporting and confirmed by hand, with its number', async ({ cast, deskOf }) => {
  const pair = pairs[0]!
  const { enterpriseId } = (await cast.as('enterprise1')).me
  const check = await cast.sealed(pair, { enterpriseId: enterpriseId! })
  const signed = await cast.officersSign(pair, check.id)
  await cast.act('enterprise1', check.id, 'refuse_signature', { digest: signed.seal!.digest, refusedBy: '周明', reason: '有异议' })

  const desk = await deskOf(pair.lead)
  await desk.page.goto('/office/reports')
  const line = desk.page.getByRole('row').filter({ has: desk.page.locator(`a[href$="${check.id}"]`) })
  const all = desk.page.getByRole('button', { name: '全部', exact: true })
  await expect.poll(async () => {
    await all.click()
    await desk.page.getByRole('button', { name: '未完成', exact: true }).click()
    await all.click()
    return line.count()
  }).toBe(1)
  await expect(line).toContainText(check.enterprise.name)
  if (await line.getByRole('button', { name: '手工确认' }).count()) {
    await line.getByRole('button', { name: '手工确认' }).click()
    const dialog = desk.page.getByRole('alertdialog')
    await expect(dialog).toContainText(check.enterprise.name)
    await shoot(desk.page, 'office-report-confirm')
    await dialog.getByLabel('编号').fill('手录-2026-17')
    await dialog.getByRole('button', { name: '确认已录入' }).click()
    await expect(line).toContainText('已手工录入')
    await expect(line).toContainText('手录-2026-17')
  } else {
    await expect(line).toContainText('已上报') // this server has a city's system
  }
  await shoot(desk.page, 'office-reports')
  expect(await axe(desk.page)).toEqual([])

  const download = desk.page.waitForEvent('download')
  await desk.page.getByRole('button', { name: '下载 CSV' }).click()
  const stream = await (await download).createReadStream()
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part as Buffer)
  const sheet = Buffer.concat(parts).toString('utf8')
  expect(sheet).toContain('统一社会信用代码')
  expect(sheet).toContain(check.enterprise.name)
})

test('an inspector is told of a dispatch on the phone, reads it, and chooses how to be told', async ({ cast, phoneOf, deskOf }) => {
  const pair = pairs[1]!
  const check = await cast.assigned(pair)
  const phone = await phoneOf(pair.lead)
  const bell = phone.page.getByRole('link', { name: /^通知/ })
  await expect(bell).toBeVisible()
  await expect.poll(async () => {
    await phone.page.reload()
    return (await bell.getAttribute('aria-label')) ?? ''
  }, { timeout: 30_000 }).toMatch(/未读/)
  await shoot(phone.page, 'today-bell')
  await bell.click()
  const told = phone.page.getByRole('button').filter({ hasText: '新的派单' }).filter({ hasText: check.enterprise.name }).first()
  await expect(told).toContainText('未读')
  await shoot(phone.page, 'notices')
  expect(await axe(phone.page)).toEqual([])
  await told.click()
  await expect(phone.page).toHaveURL(new RegExp(check.id))
  await phone.page.goto('/notices')
  await expect(told).toContainText('已读')
  await phone.page.goto('/notices/settings')
  await phone.page.getByRole('button', { name: '生成日历地址' }).or(phone.page.getByRole('button', { name: '重新生成（旧地址作废）' })).click()
  const address = await phone.page.locator('.calendar-address').innerText()
  const calendar = await (await fetch(address)).text()
  expect(calendar).toContain('BEGIN:VCALENDAR')
  expect(calendar).not.toContain(check.enterprise.name)
  await shoot(phone.page, 'notices-settings', true)
  expect(await axe(phone.page)).toEqual([])

  const desk = await deskOf('head1')
  await desk.page.goto('/office/notices')
  await expect(desk.page.getByRole('heading', { name: '通知', exact: true })).toBeVisible()
  await shoot(desk.page, 'office-notices')
  expect(await axe(desk.page)).toEqual([])
})

test('the administrator sees what did not get out, and a webhook into our own network is refused', async ({ deskOf, watch }) => {
  watch.expect(/4(00|22)/)
  const desk = await deskOf('admin1')
  await desk.page.goto('/office/outbox')
  await expect(desk.page.getByRole('heading', { level: 1, name: '对外发送' })).toBeVisible()
  await expect(desk.page.getByRole('heading', { name: '没有送达的' })).toBeVisible()
  for (const inside of ['https://127.0.0.1/hook', 'http://city.example/hook', 'https://[::1]:8443/', 'https://169.254.169.254/latest/meta-data/']) {
    await desk.page.getByLabel('名称').fill('内网系统')
    await desk.page.getByLabel('地址（https）').fill(inside)
    await desk.button('添加').click()
    await expect(desk.page.getByRole('alert').first()).toBeVisible()
    await expect(desk.page.getByText('没有网络钩子')).toBeVisible()
  }
  await shoot(desk.page, 'office-outbox')
  expect(await axe(desk.page)).toEqual([])
})
