// A double-random draw at two desks: the pools are frozen, two people promise and then show their secrets, it is drawn,
// the certificate holds when the program works it out again, and a repetition leaves the draw before to be seen. A waiting result is published on the open page.

import { execFileSync } from 'node:child_process'
import { expect, shoot, test } from '../house'

test('two people draw, the certificate holds, and a repetition keeps the draw before', async ({ deskOf, watch }) => {
  watch.expect(/favicon\.ico/) // the open page brings no icon, and the browser asks for one
  const title = `第一批双随机 ${Date.now()}`
  const policy = await deskOf('policy1')
  await policy.page.getByRole('link', { name: '双随机', exact: true }).click()
  await policy.button('新建抽取').click()
  await policy.page.getByLabel('抽查批次').fill(title)
  await policy.page.getByLabel('抽取家数').fill('3')
  await policy.page.getByLabel('重大').fill('5')
  await shoot(policy.page, 'office-draw-new')
  await policy.button('冻结名单').click()
  await expect(policy.page.getByRole('heading', { name: title })).toBeVisible()
  await expect(policy.page.getByText('待承诺')).toBeVisible()
  const path = new URL(policy.page.url()).pathname
  await policy.button(/不抽企业/).click()
  await shoot(policy.page, 'office-draw-frozen')

  // Each secret is made at its owner's desk; what is handed in tells nobody what it is.
  const leader = await deskOf('leader1')
  await leader.page.goto(path)
  const noted: string[] = []
  for (const desk of [policy, leader]) {
    await desk.button('生成我的秘密').click()
    noted.push((await desk.page.locator('.draw-secret').innerText()).trim())
    if (desk === policy) await shoot(desk.page, 'office-draw-secret')
    await desk.button('已抄下，提交承诺值').click()
    await expect(desk.button('已抄下，提交承诺值')).toHaveCount(0)
  }
  expect(noted[0]).not.toBe(noted[1])
  await expect(leader.page.getByText('尚未公开')).toHaveCount(2)

  // The leader's desk has kept the secret; the policy section has lost its own and types it from paper.
  await leader.button('公开我的秘密').click()
  await expect(leader.page.getByText(noted[1]!.replaceAll(' ', ''))).toBeVisible()
  await policy.page.evaluate(() => Object.keys(localStorage).filter((k) => k.startsWith('anjian.draw.')).forEach((k) => localStorage.removeItem(k)))
  await policy.page.reload()
  await expect(policy.button('公开我的秘密')).toBeDisabled()
  await policy.page.getByLabel('我的秘密').fill(noted[0]!)
  await policy.button('公开我的秘密').click()
  await policy.button('抽取', policy.page.getByRole('group', { name: '承诺与公开' })).click()
  await expect(policy.page.getByRole('heading', { name: '抽取结果（3 家）' })).toBeVisible()
  await expect(policy.page.getByText('已抽取', { exact: true }).first()).toBeVisible()
  expect(await leader.page.evaluate(() => Object.keys(localStorage).some((k) => k.startsWith('anjian.draw.')))).toBe(false)
  await shoot(policy.page, 'office-draw')
  await policy.page.getByRole('heading', { name: '抽取证书' }).scrollIntoViewIfNeeded()
  await shoot(policy.page, 'office-draw-result')

  const saved = async (button: string) => {
    const [file] = await Promise.all([policy.page.waitForEvent('download'), policy.button(button).click()])
    return file
  }
  const certificate = await saved('下载 JSON')
  expect(certificate.suggestedFilename()).toBe(`${title}-抽取证书.json`)
  expect(execFileSync(process.env.ANJIAN_E2E_BINARY!, ['verify-draw', (await certificate.path())!], { encoding: 'utf8' })).toContain('HOLDS')
  expect((await saved('下载 PDF')).suggestedFilename()).toBe(`${title}-抽取证书.pdf`)
  expect((await saved('下载复算网页')).suggestedFilename()).toBe(`${title}-复算网页.html`)

  await policy.button('重新抽取').click()
  await policy.page.getByLabel('理由').fill('名单漏列两家企业')
  await policy.button('冻结名单').click()
  await expect(policy.page.getByText('名单漏列两家企业')).toBeVisible()
  await policy.page.getByRole('link', { name: '原来的抽取' }).click()
  await expect(policy.page.getByRole('heading', { name: '抽取结果（3 家）' })).toBeVisible()
  await expect(policy.page.getByRole('link', { name: '重新抽取的那一次' })).toBeVisible()

  await policy.page.getByRole('link', { name: '双随机', exact: true }).click()
  await expect(policy.page.getByRole('row', { name: title })).toHaveCount(2)
  await shoot(policy.page, 'office-draws')
  await policy.page.getByRole('link', { name: '结果公示' }).click()
  await expect(policy.page.getByRole('heading', { name: '结果公示' })).toBeVisible()
  const first = policy.page.getByRole('row').nth(1)
  const enterprise = await first.getByRole('link').innerText()
  await shoot(policy.page, 'office-results')
  await policy.button('公示', first).click()
  await policy.page.getByRole('alertdialog').getByRole('button', { name: '公示' }).click()
  await expect(policy.page.getByText('已公示', { exact: true })).toBeVisible()
  await policy.button(/^已公示 /).click()
  await expect(policy.page.getByRole('row', { name: enterprise })).toBeVisible()
  await shoot(policy.page, 'office-results-published')
  const [open] = await Promise.all([policy.page.waitForEvent('popup'), policy.page.getByRole('link', { name: '公示网页' }).click()])
  await expect(open.getByText(enterprise).first()).toBeVisible()
})
