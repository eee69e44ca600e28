// A week is laid from what is due: the section head asks for a proposal, lays a check by key alone after reading what
// speaks against the place, drags another and takes it back, and sends the first to its officers' phones.

import { pairs } from '../api/cast'
import { expect, shoot, test } from '../house'

test('a week is laid by key and by mouse and a check goes out', async ({ cast, deskOf }) => {
  const head = await deskOf('head1')
  const { page } = head
  await page.getByRole('link', { name: '周安排' }).click()
  await head.button('下一周').click() // has all its working days before it, whatever day it is
  await expect(page.locator('.board-day')).not.toHaveCount(0)
  const pool = page.getByRole('region', { name: '待排' })
  const first = pool.locator('.board-card').first()
  await expect(first).toBeVisible()
  await expect(pool.getByRole('heading')).toHaveText([/到期复查/, /计划内/, /双随机/])

  await head.button('提出建议').click()
  await expect(page.getByText(/建议 \d+ 家/)).toBeVisible()
  const proposed = page.locator('.board-ghost').first()
  await expect(proposed.locator('.board-says')).not.toBeEmpty()
  await shoot(page, 'office-board-proposal')

  // By key alone: hold, point at the next day, lay.
  const card = pool.locator('.board-card.key, .board-card.random').first()
  const name = (await card.locator('.board-name').textContent())!
  await card.locator('.board-name').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('status').filter({ hasText: name })).toContainText('可以排')
  await shoot(page, 'office-board-held')
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog')
  const assistant = sheet.getByLabel('协办')
  const chosen = await assistant.inputValue()
  await assistant.selectOption(await sheet.getByLabel('主办').inputValue())
  await expect(sheet.getByText('主办和协办不能是同一人')).toBeVisible()
  await expect(head.button('排定', sheet)).toBeDisabled() // the law says two
  await shoot(page, 'office-board-objection')
  await assistant.selectOption(chosen)
  await expect(sheet.getByText('可以排')).toBeVisible()
  await head.button('排定', sheet).focus()
  await page.keyboard.press('Enter')
  await expect(sheet).toHaveCount(0)
  await expect(page.locator('.board-day').filter({ has: head.button(`派单 ${name}`) })).toHaveCount(1)

  // By mouse: an overdue re-check is dragged there, then taken back.
  const other = pool.locator('.board-card.recheck').first()
  const otherName = (await other.locator('.board-name').textContent())!
  const days = page.locator('.board-day:not(.off)')
  await other.dragTo(days.last())
  await expect(sheet.getByText(/超过复查期限/)).toBeVisible()
  await expect(head.button('排定', sheet)).toBeDisabled() // can be overruled, but not without a reason
  await sheet.getByLabel('理由').fill('企业停产，复查顺延')
  await head.button('排定', sheet).click()
  await expect(sheet).toHaveCount(0)
  const laid = days.last().locator('.board-card:not(.board-ghost)').filter({ hasText: otherName })
  await expect(laid).toHaveCount(1)
  await expect(laid).toContainText('企业停产，复查顺延')
  await laid.dragTo(pool)
  await expect(laid).toHaveCount(0)
  await expect(pool.getByRole('button', { name: otherName, exact: true })).toBeVisible()

  // To the phone of its officers.
  await head.button(`派单 ${name}`).click()
  await expect(sheet.getByLabel('检查内容')).not.toHaveValue('')
  await shoot(page, 'office-board-dispatch')
  await head.button('派单', sheet).click()
  await expect(sheet).toHaveCount(0)
  await expect(head.button(`派单 ${name}`)).toHaveCount(0)
  const gone = page.locator('.board-gone').filter({ hasText: name })
  await expect(gone).toContainText('已派单')
  const check = (await gone.getByRole('link').getAttribute('href'))!.split('/').pop()
  await shoot(page, 'office-board')

  for (const officer of [pairs[0]!.lead, pairs[0]!.assistant]) {
    const { items } = await (await cast.as(officer)).get<{ items: { id: string; state: string }[] }>('/checks?limit=200')
    expect(items.filter((c) => c.id === check).map((c) => c.state), `${officer} has the check`).toEqual(['assigned'])
  }
})

test('a whole week of proposals is taken in one step and taken back in one', async ({ deskOf }) => {
  const head = await deskOf('head2')
  const { page } = head
  await page.getByRole('link', { name: '周安排' }).click()
  await head.button('下一周').click()
  await head.button('提出建议').click()
  const ghosts = page.locator('.board-ghost')
  await expect(ghosts.first()).toBeVisible()
  const proposed = await ghosts.count()
  await head.button('全部采纳').click()
  const sheet = page.getByRole('dialog')
  await expect(sheet.getByText(`将排定 ${proposed} 家`)).toBeVisible()
  await shoot(page, 'office-board-take-all')
  await head.button('全部采纳', sheet).click()
  await expect(sheet).toHaveCount(0)
  await expect(page.getByText(`已排定 ${proposed} 家，跳过 0 家`)).toBeVisible()
  await expect(page.locator('.board-day .board-card:not(.board-ghost):not(.board-gone)')).toHaveCount(proposed)
  await shoot(page, 'office-board-full')
  await head.button('撤销').click()
  await expect(page.getByText(`${proposed} 家退回待排`)).toBeVisible()
  await expect(page.locator('.board-day .board-card:not(.board-ghost):not(.board-gone)')).toHaveCount(0)
})

test('a leader reads the board and lays nothing', async ({ deskOf }) => {
  const { page } = await deskOf('leader1')
  await page.getByRole('link', { name: '周安排' }).click()
  const everybody = Number(await page.getByRole('heading', { name: /计划内 \d+/ }).locator('.quietly').textContent())
  await page.getByLabel('科室').selectOption({ index: 1 })
  await expect(page.getByRole('heading', { name: /计划内 \d+/ }).locator('.quietly')).not.toHaveText(String(everybody))
  await expect(page.locator('.board-card').first()).toBeVisible()
  await expect(page.locator('.board-card button')).toHaveCount(0)
  await shoot(page, 'office-board-leader')
})
