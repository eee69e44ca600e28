// An expert by a link: invited by a code, opened in a fresh browser, an opinion with a photo written and signed without a
// network, adopted by an officer, printed.

import { pairs } from '../api/cast'
import { expect, photo, shoot, test } from '../house'
import { plain, textOf } from '../pictures/paper'

test('an expert comes by a link, writes an opinion without a network, and an officer adopts it', async ({ cast, phoneOf, aPhone, watch, origin }) => {
  test.slow()
  watch.expect(/40[134]/)
  const pair = pairs[2]!
  const check = await cast.open(pair)
  const officer = await phoneOf(pair.lead)
  await officer.holds(check.enterprise.name)
  await officer.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await officer.page.goto(`/check/${check.id}/opinions`)
  await officer.button('邀请专家').click()
  await officer.page.getByLabel('专家姓名').fill('孙立群')
  await officer.page.getByLabel('专业领域').fill('粉尘防爆')
  await officer.page.getByLabel('邀请理由').fill('喷粉车间除尘系统需要专业判断')
  await officer.page.getByLabel('单位').fill('常州市粉尘防爆研究中心')
  await officer.page.getByLabel('职称').fill('高级工程师')
  await shoot(officer.page, 'expert-invite')
  await officer.button('发出邀请').click()
  await expect(officer.button('出示二维码')).toBeEnabled({ timeout: 20_000 })
  await shoot(officer.page, 'expert-invited', true)
  await officer.button('出示二维码').click()
  await expect(officer.page.getByRole('img', { name: '二维码' })).toBeVisible()
  await officer.button('复制链接').click()
  const address = await officer.page.evaluate(() => navigator.clipboard.readText())
  await officer.button('关闭').last().click()

  // A browser that has never been here.
  const expert = await aPhone()
  await expert.page.goto(address)
  await expect(expert.page.getByText('邀请您就“粉尘防爆”协助这次检查')).toBeVisible({ timeout: 20_000 })
  await shoot(expert.page, 'expert-page', true)
  await expert.button('声明无利害关系').click()
  await expect(expert.page.getByText('还没有写意见')).toBeVisible()
  await expect.poll(async () => (await cast.record(pair.lead, check.id)).invitations?.[0]?.noInterestAt, { timeout: 20_000 }).toBeTruthy()
  await expert.keepsItself()
  await expert.button('写意见').click()
  await expert.page.getByLabel('看到的事实').fill('2号除尘器锁气卸灰装置失效，灰斗积灰。')
  await expert.page.waitForTimeout(500)

  // Without a network, over a reload: what was half written is there, and the opinion is signed.
  await expert.offline()
  await expert.page.reload()
  await expert.button('继续写意见').click()
  await expect(expert.page.getByLabel('看到的事实')).toHaveValue('2号除尘器锁气卸灰装置失效，灰斗积灰。')
  await expert.page.getByLabel('地点').fill('喷粉车间东侧')
  await expert.page.getByLabel('依据的标准、规范').fill('GB 15577-2018 第8.5条')
  await expert.page.getByLabel('建议').fill('停用2号除尘器，修复后验收再启用。')
  await expert.page.getByLabel('立即').check()
  await expert.takePhoto(photo('dust'))
  await shoot(expert.page, 'expert-write')
  await expert.button('核对并签字').click()
  await shoot(expert.page, 'expert-review')
  await expert.button('签字提交').click()
  await expert.scribble()
  await expert.button('完成签名').click()
  await expect(expert.page.getByText('还有 1 条只在这部手机上')).toBeVisible()
  await expert.page.reload()
  await expect(expert.page.getByText('2号除尘器锁气卸灰装置失效')).toBeVisible()
  await shoot(expert.page, 'expert-unsent', true)
  expect((await cast.record(pair.lead, check.id)).opinions ?? []).toHaveLength(0)
  await expert.offline(false)
  await expect(expert.page.getByText('还有 1 条只在这部手机上')).toHaveCount(0, { timeout: 30_000 })
  await expect.poll(async () => (await cast.record(pair.lead, check.id)).opinions?.length).toBe(1)

  await officer.page.goto(`/check/${check.id}`)
  await expect(officer.page.getByText('1 条意见待答复')).toBeVisible({ timeout: 90_000 })
  await officer.link(/专家/).click()
  await officer.button('答复').click()
  await officer.page.getByLabel('采纳', { exact: true }).check()
  await officer.page.getByLabel('答复的理由').fill('已列入本次检查的问题。')
  await shoot(officer.page, 'expert-answer')
  await officer.sheet().getByRole('button', { name: '答复', exact: true }).click()
  await expect(officer.page.getByText('执法人员答复：采纳')).toBeVisible()
  await shoot(officer.page, 'expert-answered', true)
  await expect.poll(async () => (await cast.record(pair.lead, check.id)).opinions?.[0]?.answer?.adoption).toBe('adopted')
  await expect(expert.page.getByText('执法人员答复：采纳')).toBeVisible({ timeout: 90_000 })

  const record = await cast.record(pair.lead, check.id)
  expect(record.findings).toHaveLength(check.findings.length)
  const opinion = record.opinions![0]!
  expect(opinion.photos).toHaveLength(1)
  const paper = async (): Promise<Response> => {
    const { token } = await cast.as(pair.lead)
    return fetch(`${origin}/api/v1/checks/${check.id}/opinions/${opinion.id}/opinion.pdf`, { headers: { Authorization: `Bearer ${token}` } })
  }
  await expect.poll(async () => (await paper()).status, { timeout: 60_000 }).toBe(200) // once the photo is there
  const text = plain(textOf(Buffer.from(await (await paper()).arrayBuffer()), 'opinion'))
  for (const words of ['专家意见书', check.enterprise.name, '孙立群', '粉尘防爆', '2号除尘器锁气卸灰装置失效', 'GB 15577-2018 第8.5条', '采纳', '已列入本次检查的问题', opinion.code]) expect(text).toContain(plain(words))

  // Withdrawn, the check is gone from the expert's phone at the next word with the server.
  await officer.button('撤回邀请').click()
  await officer.page.getByLabel('撤回邀请的理由').fill('检查结束')
  await officer.sheet().getByRole('button', { name: '撤回邀请' }).click()
  await expect(officer.page.getByText('已撤回：检查结束')).toBeVisible()
  await expect.poll(async () => (await cast.record(pair.lead, check.id)).invitations?.[0]?.withdrawn?.reason).toBe('检查结束')
  await expert.page.reload()
  await expect(expert.page.getByText('这个链接打不开任何内容')).toBeVisible()
})
