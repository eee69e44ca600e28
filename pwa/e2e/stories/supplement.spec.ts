// What came too late for the seal: refused, readable on the phone it came from, and signed on its own as a supplement.

import { pairs } from '../api/cast'
import { expect, photo, shoot, test } from '../house'
import { plain, textOf } from '../pictures/paper'

test.setTimeout(180_000)

test('the assistant’s late acts become a supplement that all three sign', async ({ cast, phoneOf }) => {
  const pair = pairs[0]!
  const { enterpriseId } = (await cast.as('enterprise1')).me
  const check = await cast.open(pair, { enterpriseId: enterpriseId! })
  const late = await phoneOf(pair.assistant)
  await late.holds(check.enterprise.name)
  await late.open(check.id)
  await late.openList(/^有限空间/)
  await late.offline()
  await late.answer('CS-003', '不符合')
  await late.writeFinding({ text: '作业现场未设置安全警示标志', place: '污水井旁', handling: '仅建议', photo: photo() })
  await cast.seal(pair, check.id)
  const sealed = await cast.officersSign(pair, check.id)

  await late.offline(false)
  await late.open(check.id)
  const kept = late.page.getByRole('alert').filter({ hasText: '条被服务器拒绝' })
  await test.step('what was refused can be read', async () => {
    await expect(kept).toBeVisible({ timeout: 30_000 })
    await expect(kept).toContainText('提出问题：作业现场未设置安全警示标志（污水井旁）', { timeout: 20_000 })
    await expect(kept).toContainText(/CS-003 .*：不符合/)
    await shoot(late.page, 'phone-parked-told', true)
  })
  await test.step('it is written as a supplement', async () => {
    await kept.getByRole('link', { name: '写补充记录' }).click()
    await expect(late.page.getByLabel('补充的内容')).toHaveValue(/CS-003 .*：不符合。\n.*提出问题：作业现场未设置安全警示标志（污水井旁）/s)
    await late.button('保存补充记录').click()
    await expect(late.page.getByText('必填').first()).toBeVisible()
    await late.page.getByLabel('为何未能记入原记录').fill('污水井旁无信号，记录封存后才送达')
    await late.page.waitForTimeout(800) // half-written words go to disk a moment after the last key
    await late.page.reload()
    await expect(late.page.getByLabel('为何未能记入原记录')).toHaveValue('污水井旁无信号，记录封存后才送达')
    await shoot(late.page, 'phone-supplement-write', true)
    await late.button('保存补充记录').click()
    await expect(late.page.getByRole('heading', { level: 1, name: '现场检查记录（补充）' })).toBeVisible()
    await shoot(late.page, 'phone-supplement', true)
  })
  await late.sign(/^协办/)
  await late.sign(/^主办/)
  await late.allSent()
  await expect.poll(async () => (await cast.record(pair.lead, check.id)).supplements?.[0]?.signatures.length, { timeout: 30_000 }).toBe(2)
  await test.step('and the phone keeps nothing that has arrived', async () => {
    await late.open(check.id)
    await expect(late.page.getByText('补充记录 补1')).toBeVisible()
    await expect(kept).toHaveCount(0)
  })

  const guest = await phoneOf('enterprise1')
  await guest.page.goto(`/my/${check.id}`)
  await guest.link('阅读补充记录并签字').click()
  await guest.page.getByLabel('陈述、申辩').scrollIntoViewIfNeeded()
  await shoot(guest.page, 'guest-supplement', true)
  await guest.button('签字').click()
  await guest.scribble()
  await guest.button('完成签名').click()
  await expect.poll(async () => (await cast.record(pair.lead, check.id)).supplements?.[0]?.signatures.length, { timeout: 30_000 }).toBe(3)

  await test.step('the record stays as it was, the supplement has its own paper', async () => {
    const record = await cast.record(pair.lead, check.id)
    expect(record.seal).toEqual(sealed.seal)
    expect(record.answers['confined_space/CS-003']).toBeUndefined()
    const [supplement] = record.supplements!
    expect(supplement).toMatchObject({ number: 1, record: record.seal!.digest, by: { name: sealed.team[1]!.name } })
    expect(supplement!.photos).toHaveLength(1)
    const pdf = await (await cast.as('enterprise1')).bytes(`/checks/${check.id}/supplements/${supplement!.id}/supplement.pdf`)
    expect(pdf.status).toBe(200)
    const words = plain(textOf(pdf.bytes, 'supplement'))
    for (const needed of ['现场检查记录（补充）', `${record.number!.text}补1`, '污水井旁无信号', '作业现场未设置安全警示标志', supplement!.code, record.seal!.code, '现场检查照片']) expect(words, needed).toContain(plain(needed))
    const acts = await (await cast.as(pair.head)).get<{ items: { actId: string; kind: string; problem: { code: string } }[] }>(`/checks/${check.id}/refused-acts`)
    expect(acts.items.map((a) => a.actId).sort()).toEqual([...supplement!.from].sort())
  })
})
