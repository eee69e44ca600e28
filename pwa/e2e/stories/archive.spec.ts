// At the desk: a re-check recorded, a refused entry reported, a filed case handed on, and what is closed in the archive.

import { v7 } from 'uuid'
import { ink, pairs } from '../api/cast'
import { expect, shoot, test } from '../house'

test.setTimeout(300_000)

test('two officers record a re-check at the desk, every open item in detail', async ({ cast, deskOf }) => {
  const pair = pairs[0]!
  const check = await cast.signed(pair)
  const orderId = v7()
  await cast.act(pair.lead, check.id, 'issue_order', { orderId, record: check.seal!.digest })
  await cast.signPaper(pair, check.id, orderId)
  const desk = await deskOf(pair.lead)
  await desk.openCase(check.id)
  await desk.page.getByRole('tab', { name: /^整改/ }).click()
  await desk.button('复查', desk.caseFile()).click()
  await desk.button('形成复查意见书').click()
  await expect(desk.page.getByText('必填').first()).toBeVisible()
  expect((await cast.record(pair.lead, check.id)).rechecks ?? []).toHaveLength(0)
  await desk.button('部分整改').click()
  await desk.page.getByLabel('整改情况详细说明').fill('查阅企业报送材料：标志已采购，尚未安装')
  for (const box of await desk.page.getByRole('checkbox').all()) await box.check()
  await expect(desk.page.getByLabel('复查意见')).toHaveValue('复查 1 项：部分整改 1 项。')
  await shoot(desk.page, 'desk-recheck', true)
  await desk.button('形成复查意见书').click()
  await expect.poll(async () => (await cast.record(pair.lead, check.id)).rechecks?.length, { timeout: 30_000 }).toBe(1)
  expect((await cast.record(pair.lead, check.id)).rechecks?.[0]?.paper).toMatchObject({ mode: 'material', items: [{ result: 'partly', text: '查阅企业报送材料：标志已采购，尚未安装' }] })
  const head = await deskOf(pair.head) // who was not there records none
  await head.openCase(check.id)
  await head.page.getByRole('tab', { name: /^整改/ }).click()
  await expect(head.caseFile().getByText('部分整改').first()).toBeVisible()
  await expect(head.button('复查', head.caseFile())).toHaveCount(0)
})

test('a refused entry is reported at the desk; the case leaves as one file; closed, it stands in the archive', async ({ cast, deskOf }) => {
  const pair = pairs[1]!
  const check = await cast.ready(pair)
  await cast.declare(pair, check.id)
  await cast.act(pair.lead, check.id, 'record_entry_refused', { refusedBy: '门卫老周', post: '保安', reason: '称老板不在，拒不开门' })
  const desk = await deskOf(pair.lead)
  await desk.openCase(check.id)
  await desk.page.getByRole('tab', { name: /^整改/ }).click()
  await desk.page.getByLabel('报告给').fill('执法大队')
  await desk.page.getByLabel(/^报告方式/).fill('电话')
  await shoot(desk.page, 'desk-report-entry')
  await desk.button('登记已报告').click()
  await expect.poll(async () => (await cast.record(pair.lead, check.id)).entryRefusal?.reportedTo, { timeout: 30_000 }).toBe('执法大队')
  await expect(desk.button('登记已报告')).toHaveCount(0)

  const filingId = v7()
  await cast.act(pair.lead, check.id, 'file_case', {
    filingId, name: '拒绝检查案', cause: '拒绝、阻碍监督检查', source: '现场检查', facts: '门卫拒不开门', law: '中华人民共和国安全生产法', article: '第一百零八条', findings: [],
    evidence: [{ name: '现场情况说明', copies: 1, pages: 2 }], opinion: '建议立案',
  })
  const { digest } = (await cast.record(pair.lead, check.id)).filings![0]!
  for (const [username, party] of [[pair.lead, 'lead'], [pair.assistant, 'assistant']] as const) {
    await cast.act(username, check.id, 'sign_paper', { paperId: filingId, signatory: { party, name: (await cast.as(username)).me.name }, digest, sentence: '以上情况属实。', ink: ink() })
  }
  const head = await deskOf(pair.head)
  await head.openCase(check.id)
  await head.page.getByRole('tab', { name: /^整改/ }).click()
  await expect(head.caseFile().getByText('拒绝检查案').first()).toBeVisible()
  await expect(head.button('导出立案移交包')).toHaveCount(0) // not before a leader has said yes
  await cast.act('leader1', check.id, 'decide_filing', { paperId: filingId, granted: true })
  await head.openCase(check.id)
  await head.page.getByRole('tab', { name: /^整改/ }).click()
  const [file] = await Promise.all([head.page.waitForEvent('download'), head.button('导出立案移交包').click()])
  expect(file.suggestedFilename()).toMatch(/\.zip$/)
  await shoot(head.page, 'desk-filing-export')
  await head.button('结案归档', head.caseFile()).click()
  await expect.poll(async () => (await cast.record(pair.head, check.id)).state, { timeout: 30_000 }).toBe('closed')

  await test.step('the archive lists it, with how long it is kept and what can be had of it', async () => {
    await head.page.goto('/office/archive')
    await head.find((await cast.record(pair.head, check.id)).enterprise.name)
    const line = head.page.getByRole('row').filter({ hasText: check.enterprise.name }).filter({ hasText: '呈批立案' }).first()
    await expect(line).toContainText('10 年')
    const [whole] = await Promise.all([head.page.waitForEvent('download'), line.getByRole('button').last().click()])
    expect(whole.suggestedFilename()).toMatch(/^案卷.*\.zip$/)
    const [index] = await Promise.all([head.page.context().waitForEvent('page'), line.getByRole('button', { name: '卷内目录' }).click()])
    await index.close()
    const [book] = await Promise.all([head.page.waitForEvent('download'), head.button('导出归档目录').click()])
    expect(book.suggestedFilename()).toMatch(/\.xlsx$/)
    await shoot(head.page, 'desk-archive-1366')
    await head.page.setViewportSize({ width: 1920, height: 1080 })
    await shoot(head.page, 'desk-archive-1920')
    await head.button(/^期满待鉴定/).click()
    await expect(head.page.getByText('没有保管期满的案卷')).toBeVisible()
    await shoot(head.page, 'desk-archive-past')
    await head.page.evaluate(() => localStorage.setItem('anjian.locale', 'en'))
    await head.page.emulateMedia({ colorScheme: 'dark' })
    await head.page.goto('/office/archive')
    await expect(head.page.getByText('case filing').first()).toBeVisible()
    await shoot(head.page, 'desk-archive-en-dark')
  })
})
