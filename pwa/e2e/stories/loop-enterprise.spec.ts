// The enterprise reports on its own phone without an account, the desk decides, the officers look again.

import { chromium } from '@playwright/test'
import { v7 } from 'uuid'
import { inDays, ink, pairs, shortLists, type Cast, type Pair } from '../api/cast'
import { expect, photo, shoot, test } from '../house'
import { Phone } from '../pages/phone'

test.setTimeout(240_000)

/** An order that every party has signed. */
async function ordered(cast: Cast, pair: Pair) {
  const { enterpriseId } = (await cast.as('enterprise1')).me
  const check = await cast.signed(pair, { enterpriseId: enterpriseId! })
  const orderId = v7()
  await cast.act(pair.lead, check.id, 'issue_order', { orderId, record: check.seal!.digest, interim: '设置警戒' })
  await cast.signPaper(pair, check.id, orderId)
  return cast.record(pair.lead, check.id)
}

/** The inspector shows the QR code by which the enterprise reports; gives the address it holds. */
async function reportingLink(phone: Phone, checkId: string): Promise<string> {
  await phone.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await phone.page.goto(`/check/${checkId}/loop`)
  await phone.button('企业扫码报送整改').click()
  await phone.page.getByLabel('报送人姓名').fill('周明')
  await phone.button('显示二维码').click()
  await expect(phone.page.getByRole('img', { name: '二维码' })).toBeVisible()
  await shoot(phone.page, 'loop-qr')
  await phone.button('复制链接').click()
  return phone.page.evaluate(() => navigator.clipboard.readText())
}

test('reported by the QR code without an account, more time granted at the desk, re-checked and closed', async ({ cast, phoneOf, aPhone, deskOf, watch }) => {
  watch.expect(/40[34]/)
  const pair = pairs[0]!
  const check = await ordered(cast, pair)
  const officer = await phoneOf(pair.lead)
  await officer.holds(check.enterprise.name)
  const address = await reportingLink(officer, check.id)

  const guest = await aPhone()
  await guest.page.goto(address)
  await test.step('one page, one task, and nothing else of the bureau', async () => {
    await expect(guest.page.getByRole('heading', { name: '整改情况报送' })).toBeVisible({ timeout: 20_000 })
    await expect(guest.page.getByText('作业现场未设置安全警示标志')).toBeVisible()
    await expect.poll(() => guest.page.url()).not.toContain('#')
    await shoot(guest.page, 'rectify', true)
  })
  await test.step('what is half written survives a reload, pictures too', async () => {
    await guest.page.getByLabel('怎么整改的').fill('已设置警示标志并固定')
    await guest.takePhoto(photo(), guest.page.locator('.rectify-after'))
    await expect(guest.page.getByRole('button', { name: /^现场照片 1/ })).toBeVisible()
    await guest.page.waitForTimeout(800)
    await guest.page.reload()
    await expect(guest.page.getByLabel('怎么整改的')).toHaveValue('已设置警示标志并固定', { timeout: 20_000 })
    await expect(guest.page.getByRole('button', { name: /^现场照片 1/ })).toBeVisible()
    await shoot(guest.page, 'rectify-draft', true)
  })
  await test.step('reported without a network, sent when there is one', async () => {
    await guest.offline()
    await guest.button('报送这一项').click()
    await expect(guest.page.getByText('已报整改，待复查')).toBeVisible()
    await guest.offline(false)
    await expect.poll(async () => (await cast.record(pair.lead, check.id)).orderItems?.[0]?.standing, { timeout: 40_000 }).toBe('submitted')
    const [report] = (await cast.record(pair.lead, check.id)).orderItems![0]!.rectifications
    expect(report).toMatchObject({ text: '已设置警示标志并固定', by: { name: '周明' } })
    expect(report!.photos.map((p) => p.about)).toEqual(['after'])
    await shoot(guest.page, 'rectify-sent', true)
  })
  await test.step('more time is asked for and granted at the desk', async () => {
    await guest.button('申请延期').click()
    const sheet = guest.sheet()
    await sheet.getByLabel('延期至').fill(inDays(30))
    await sheet.getByLabel('延期理由').fill('标志牌定制未到货')
    await shoot(guest.page, 'rectify-time')
    await guest.button('申请延期', sheet).click()
    await expect.poll(async () => (await cast.record(pair.lead, check.id)).extensions?.length, { timeout: 40_000 }).toBe(1)
    const desk = await deskOf(pair.head)
    await desk.openCase(check.id)
    await desk.page.getByRole('tab', { name: /整改/ }).click()
    await shoot(desk.page, 'desk-loop')
    await desk.page.getByLabel('整改期间的安全措施').fill('专人监护')
    await desk.button('同意').first().click()
    await expect(desk.page.getByText('已办理')).toBeVisible()
    await desk.page.goto('/office/due')
    await expect(desk.page.getByRole('heading', { name: '到期事项' })).toBeVisible()
    await expect(desk.page.locator('.skeleton')).toHaveCount(0)
    await shoot(desk.page, 'desk-due')
    expect((await cast.record(pair.lead, check.id)).orderItems![0]!.dueOn).toBe(inDays(30))
  })
  await test.step('the officers see the pair of pictures and find it put right', async () => {
    await officer.page.goto('/')
    await expect(officer.page.getByText('复查 企业已报整改').first()).toBeVisible({ timeout: 30_000 })
    await shoot(officer.page, 'today-recheck')
    await officer.page.goto(`/check/${check.id}/loop/recheck`)
    await expect(officer.page.getByText('已设置警示标志并固定')).toBeVisible({ timeout: 20_000 })
    for (const box of await officer.page.getByRole('checkbox').all()) await box.check()
    await officer.button('已整改').click()
    await officer.page.getByLabel('整改情况详细说明').fill('标志已固定，与照片一致')
    await shoot(officer.page, 'loop-recheck-reported', true)
    await officer.button('形成复查意见书').click()
    for (const party of [/^主办/, /^协办/, /^企业/]) await officer.sign(party)
    await officer.open(check.id)
    await officer.button('结案').click()
    await officer.button('结案归档').click()
    await officer.button('结案归档', officer.sheet()).click()
    await expect(officer.page.getByText('案卷保存至')).toBeVisible()
    await officer.allSent()
    await expect.poll(async () => (await cast.record(pair.lead, check.id)).state, { timeout: 30_000 }).toBe('closed')
  })
})

test('what was put right is photographed over the picture of what was found', async ({ cast, phoneOf, origin, watch, contextOptions }) => {
  const pair = pairs[2]!
  const { enterpriseId } = (await cast.as('enterprise1')).me
  const check = await cast.open(pair, { enterpriseId: enterpriseId!, checklists: shortLists })
  const officer = await phoneOf(pair.lead)
  await officer.holds(check.enterprise.name)
  await officer.open(check.id)
  await officer.openList(/^有限空间/)
  await officer.answer('CS-005', '不符合')
  await officer.writeFinding({ text: '出入口未设置隔离设施', place: '污水站', handling: '限期整改', photo: photo() })
  await officer.allSent()
  await cast.seal(pair, check.id)
  const { seal } = await cast.officersSign(pair, check.id)
  await cast.act(pair.lead, check.id, 'sign_record', { signatory: { party: 'enterprise', name: '接待人甲' }, digest: seal!.digest, sentence: '以上记录我已阅读，与事实相符。', ink: ink() })
  const orderId = v7()
  await cast.act(pair.lead, check.id, 'issue_order', { orderId, record: seal!.digest, interim: '设置警戒' })
  await cast.signPaper(pair, check.id, orderId)
  await officer.page.goto('/')
  await officer.holds(check.enterprise.name)
  await expect.poll(async () => (await cast.record(pair.lead, check.id)).orders?.length).toBe(1)
  const address = await reportingLink(officer, check.id)
  const browser = await chromium.launch({ executablePath: process.env.ANJIAN_E2E_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] })
  try {
    const context = await browser.newContext({ ...contextOptions, baseURL: origin, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN', permissions: ['camera'] })
    watch.over(context)
    const guest = new Phone(await context.newPage(), context)
    await guest.page.goto(address)
    await expect(guest.page.getByText('出入口未设置隔离设施')).toBeVisible({ timeout: 20_000 })
    await guest.button('拍照', guest.page.locator('.rectify-after')).click()
    const camera = guest.page.getByRole('dialog', { name: '连续拍照' })
    await expect(guest.button('拍照', camera)).toBeEnabled()
    await expect(camera.getByRole('img', { name: '整改前的照片' })).toBeVisible()
    await shoot(guest.page, 'camera-over')
    await guest.button('叠加原照片', camera).click()
    await expect(camera.getByRole('img', { name: '整改前的照片' })).toHaveCount(0)
    await guest.button('叠加原照片', camera).click()
    await guest.button('拍照', camera).click()
    await expect(camera.getByText('已存本机 1 张')).toBeVisible()
  } finally {
    await browser.close()
  }
})

test('a stop decided in danger by telephone, approved in writing, resumed with consent', async ({ cast, phoneOf, deskOf }) => {
  const pair = pairs[1]!
  const check = await ordered(cast, pair)
  const officer = await phoneOf(pair.lead)
  await officer.holds(check.enterprise.name)
  await officer.page.goto(`/check/${check.id}/loop/measure`)
  await officer.page.getByText('暂时停产停业').click()
  await officer.button('作出决定').click()
  await expect(officer.page.getByText('▲ 必填').first()).toBeVisible()
  await officer.page.getByLabel('危险情形').fill('有限空间内气体超标，仍有人员作业')
  await officer.page.getByLabel('范围').fill('污水站')
  await officer.page.getByText('危险紧急，已电话批准').click()
  await officer.page.getByLabel('批准人').fill('局长甲')
  await shoot(officer.page, 'loop-measure-new', true)
  await officer.button('作出决定').click()
  await expect(officer.page.getByRole('heading', { level: 1, name: '现场处理措施决定书' }).first()).toBeVisible()
  for (const party of [/^主办/, /^协办/, /^企业/]) await officer.sign(party)
  await shoot(officer.page, 'loop-measure', true)
  await officer.allSent()

  const guest = await phoneOf('enterprise1')
  await guest.page.goto(`/my/${check.id}/rectify`)
  await expect(guest.page.getByText('正在执行的现场处理措施')).toBeVisible({ timeout: 20_000 })
  await guest.page.getByLabel('整改情况和恢复条件').fill('已强制通风，气体检测合格')
  await shoot(guest.page, 'rectify-resume', true)
  await guest.button('申请恢复').click()
  await expect.poll(async () => (await cast.record(pair.lead, check.id)).measures?.[0]?.applications.length, { timeout: 40_000 }).toBe(1)

  const measureId = (await cast.record(pair.lead, check.id)).measures![0]!.paper.id
  const item = (await cast.record(pair.lead, check.id)).orderItems![0]!
  await cast.act(pair.lead, check.id, 'recheck', {
    recheckId: v7(), mode: 'on_site', certificates: check.team.filter((m) => m.part !== 'expert').map((m) => m.certificate.number), opinion: '措施已落实',
    items: [{ findingId: item.findingId, result: 'not_due', text: '未到期' }], measures: [{ measureId, result: 'met', text: '气体检测合格' }],
  })
  const leader = await deskOf('leader1')
  await leader.openCase(check.id)
  await leader.page.getByRole('tab', { name: /整改/ }).click()
  await shoot(leader.page, 'desk-measure')
  const resume = leader.page.locator('.desk-part').filter({ has: leader.page.getByRole('heading', { name: '企业申请恢复' }) })
  await leader.button('同意', resume).first().click()
  await expect(leader.page.getByText('已办理')).toBeVisible()
  await expect.poll(async () => (await cast.record(pair.lead, check.id)).measures?.[0]?.resumptions[0]?.granted).toBe(true)
  const paper = leader.page.locator('.desk-part').filter({ has: leader.page.getByRole('heading', { name: /现场处理措施决定书/ }) })
  await leader.button('同意', paper).first().click()
  await expect.poll(async () => (await cast.record(pair.lead, check.id)).measures?.[0]?.approved?.granted).toBe(true)
})

test('a referral: drafted on the phone, approved at the desk, sent, taken in and answered', async ({ cast, phoneOf, deskOf }) => {
  const pair = pairs[2]!
  const check = await ordered(cast, pair)
  const officer = await phoneOf(pair.lead)
  await officer.holds(check.enterprise.name)
  await officer.page.goto(`/check/${check.id}/loop/refer`)
  await officer.page.getByLabel('接收部门').fill('区市场监督管理局')
  await officer.page.getByText('作业现场未设置安全警示标志').first().click()
  await officer.page.getByLabel('事由').fill('特种设备未检验')
  await shoot(officer.page, 'loop-refer-new', true)
  await officer.button('起草移送书').click()
  await expect(officer.page.getByText('批准后才能签字送达')).toBeVisible()
  await officer.allSent()

  const leader = await deskOf('leader1')
  await leader.openCase(check.id)
  await leader.page.getByRole('tab', { name: /整改/ }).click()
  await leader.button('同意').first().click()
  await expect(leader.page.getByText('已办理')).toBeVisible()
  await expect.poll(async () => (await cast.record(pair.lead, check.id)).referrals?.[0]?.approved?.granted).toBe(true)

  const { paper } = (await cast.record(pair.lead, check.id)).referrals![0]!
  await officer.page.goto(`/check/${check.id}/loop/paper/${paper.id}`)
  await expect(officer.button('登记送出')).toBeVisible({ timeout: 30_000 })
  for (const [step, field, words] of [['登记送出', '送出人', '检查员甲'], ['登记回执', '接收人', '李科长'], ['登记反馈', '反馈内容', '已立案查处']] as const) {
    await officer.button(step).click()
    await officer.sheet().getByLabel(field).fill(words)
    await officer.button(step, officer.sheet()).click()
    await expect(officer.sheet()).toHaveCount(0)
  }
  await shoot(officer.page, 'loop-referral', true)
  await officer.allSent()
  await expect.poll(async () => (await cast.record(pair.lead, check.id)).referrals?.[0]?.feedback[0]?.text, { timeout: 30_000 }).toBe('已立案查处')
  expect((await cast.record(pair.lead, check.id)).orderItems?.[0]?.standing).toBe('referred')
})
