// The whole way in one piece: a plan is drafted, its capacity worked out, its breakdown brought in as a workbook, an
// enterprise named; it is approved and issued; another enterprise is drawn from what is left; both are laid in a week,
// one goes out to the phone that is looked at, and the inspector does it there until every party has signed.

import { expect, shoot, test } from '../house'
import { workbook } from '../pictures/workbook'
import { pairs } from '../api/cast'

test.setTimeout(240_000)
const pair = pairs[0]!
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

test('from the plan to the record', async ({ cast, deskOf, phoneOf }) => {
  const title = `打非治违专项 ${Date.now()}`
  const head = await deskOf(pair.head)
  const { page } = head
  const sheet = page.getByRole('dialog')
  let name = ''

  await test.step('the plan: capacity, breakdown, a named enterprise', async () => {
    await page.getByRole('link', { name: '计划', exact: true }).click()
    await head.button('拟定计划').click()
    await head.button('专项计划').click()
    await page.getByLabel('计划名称').fill(title)
    await head.button('开始拟定').click()
    await head.button('填写监督检查能力').click()
    await sheet.getByText('怎么算？看公式和两个实例').click()
    await expect(sheet.getByText('248 × 8 = 1984；1984 − 1035 − 535 = 414')).toBeVisible()
    for (const [label, days] of [['国家法定工作日', '248'], ['执法人员数', '8'], ['综合监管', '1035'], ['值班', '535'], ['重点检查工作日', '400'], ['一般检查工作日', '15']] as const) await sheet.getByLabel(label).fill(days)
    await expect(sheet.getByText('多分配了 1 天')).toBeVisible()
    await expect(head.button('保存', sheet)).toBeDisabled()
    await sheet.getByLabel('一般检查工作日').fill('14')
    await shoot(page, 'office-plan-capacity')
    await head.button('保存', sheet).click()
    await expect(sheet).toHaveCount(0)
    await page.getByLabel('导入任务分解表（XLSX）').setInputFiles({
      name: '分解表.xlsx', mimeType: xlsx,
      buffer: workbook('任务分解表', [
        ['分解方式', '项目', '计划内', '双随机', '合计', '累计'],
        ['总计', '应检', '', '', 2], ['总计', '计划', 1, 1, 2],
        ['镇（街道）', '薛埠镇', 1, 1, 2, 2], ['镇（街道）', '小计', 1, 1, 2, 2],
      ]),
    })
    await head.button('作为计划数字').click()
    await page.getByRole('link', { name: '列名检查对象' }).click()
    const line = page.locator('tbody tr').filter({ has: page.getByRole('checkbox', { disabled: false }) }).first()
    name = (await line.locator('td').nth(1).innerText()).trim()
    await line.getByRole('checkbox').check()
    const month = new Date(Date.now() + 7 * 86_400_000).getMonth() + 1
    await page.getByRole('combobox', { name: '月份' }).selectOption(String(month))
    await page.getByRole('combobox', { name: '科室' }).selectOption({ label: (await cast.as(pair.head)).me.sectionName! })
    await shoot(page, 'office-plan-naming')
    await head.button('列名 1 家').click()
    await expect(page.getByText('计划内已列名 1 / 1')).toBeVisible()
    await page.getByRole('link', { name: '回到计划' }).click()
    await head.button('报批').click()
    await head.button('报批', sheet).click()
    await expect(page.getByText('待批准')).toBeVisible()
  })
  const plan = new URL(page.url()).pathname

  const leader = await deskOf('leader1')
  await test.step('approved and issued', async () => {
    await leader.page.goto(plan)
    for (const [deed, document] of [['批准', '坛政复〔2026〕21号'], ['印发执行', '坛应急〔2026〕22号']] as const) {
      await leader.button(deed).first().click()
      await leader.page.getByLabel('文件号').fill(document)
      await leader.button(deed, leader.page.getByRole('dialog')).click()
      await expect(leader.page.getByRole('dialog')).toHaveCount(0)
    }
    await expect(leader.page.getByText('执行中')).toBeVisible()
    await shoot(leader.page, 'office-plan-in-force')
  })

  await test.step('the random part is drawn into the plan', async () => {
    const policy = await deskOf('policy1')
    await policy.page.goto('/office/draws')
    await policy.button('新建抽取').click()
    await policy.page.getByLabel('抽查批次').fill(title)
    await policy.page.getByLabel('抽取家数').fill('1')
    await policy.page.getByLabel('列入计划').selectOption({ label: title })
    await policy.page.getByRole('checkbox', { name: (await cast.as(pair.head)).me.sectionName! }).check()
    await policy.button('预览名单').click()
    await expect(policy.page.getByText(/可派执法人员 2 人/)).toBeVisible()
    await policy.button(/不抽企业/).click()
    await expect(policy.page.getByRole('dialog').getByText(name)).toBeVisible() // it is in the plan already
    await shoot(policy.page, 'office-draw-preview')
    await policy.button('冻结名单').click()
    await expect(policy.button('生成我的秘密')).toBeVisible()
    await leader.page.goto(new URL(policy.page.url()).pathname)
    for (const desk of [policy, leader]) {
      await desk.button('生成我的秘密').click()
      await desk.button('已抄下，提交承诺值').click()
      await expect(desk.button('已抄下，提交承诺值')).toHaveCount(0)
    }
    await policy.button('刷新').click()
    await policy.button('公开我的秘密').click()
    await leader.button('刷新').click()
    await leader.button('公开我的秘密').click()
    await leader.button('抽取', leader.page.getByRole('group', { name: '承诺与公开' })).click()
    await expect(leader.page.getByRole('heading', { name: '抽取结果（1 家）' })).toBeVisible()
    await head.page.goto(`/office/targets?planId=${plan.split('/').pop()}`)
    await expect(page.locator('tbody tr')).toHaveCount(2)
    await shoot(page, 'office-plan-targets')
  })

  const phone = await phoneOf(pair.lead)
  let check = ''
  await test.step('laid in a week and dispatched', async () => {
    await page.getByRole('link', { name: '周安排' }).click()
    await head.button('下一周').click()
    const pool = page.getByRole('region', { name: '待排' })
    const more = head.button(/^再显示/, pool)
    while ((await pool.getByRole('button', { name, exact: true }).count()) === 0) await more.first().click()
    await pool.getByRole('button', { name, exact: true }).first().click()
    await page.getByRole('combobox', { name: `移到… ${name}` }).selectOption({ index: 5 })
    // The one whose phone is looked at leads; only they seal.
    await sheet.getByLabel('主办').selectOption((await cast.as(pair.lead)).me.id)
    await sheet.getByLabel('协办').selectOption((await cast.as(pair.assistant)).me.id)
    await expect(sheet.getByText('可以排')).toBeVisible()
    await head.button('排定', sheet).click()
    await expect(sheet).toHaveCount(0)
    await head.button(`派单 ${name}`).first().click()
    await expect(sheet.getByLabel('检查内容')).not.toHaveValue('')
    for (const box of await sheet.locator('.list-choices input:checked').all()) await box.uncheck()
    await sheet.getByRole('checkbox', { name: /有限空间/ }).check()
    await head.button('派单', sheet).click()
    await expect(sheet).toHaveCount(0)
    check = (await page.locator('.board-gone').filter({ hasText: name }).first().getByRole('link').getAttribute('href'))!.split('/').pop()!
    await expect(phone.page.locator(`a[href$="${check}"]`).first()).toBeVisible({ timeout: 10_000 }) // nobody touched the phone
    const [planned, dispatched] = await cast.ledger('leader1', check)
    expect([planned?.kind, dispatched?.kind, planned?.cover?.length]).toEqual(['create_check', 'dispatch', 64])
    expect(dispatched?.cover).toBe(planned?.cover) // the desk signed both at once
  })

  await test.step('the visit, on the phone', async () => {
    await cast.act('leader1', check, 'approve_scheme', { opinion: '同意' })
    await cast.act(pair.assistant, check, 'declare_no_conflict', { noConflict: true })
    await phone.open(check)
    await expect(phone.state('方案已批')).toBeVisible()
    await phone.declare()
    await phone.arrive()
    await phone.openList(/^有限空间/)
    await phone.answer('CS-001', '符合')
    await phone.back()
    await phone.closeVisit('其余场所停产')
    await phone.sign(/^主办/)
    await phone.sign(/^协办/)
    await phone.sign(/^企业现场负责人/, { statement: '情况属实。' })
    await phone.allSent()
    expect((await cast.record(pair.head, check)).state).toBe('signed')
    await page.goto(plan)
    await expect(page.getByRole('row', { name: /薛埠镇/ })).toBeVisible()
    await head.page.goto(`/office/targets?planId=${plan.split('/').pop()}`)
    await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('已检查')
  })
})
