// The enterprise on its own phone: it signs, or says why not.

import { pairs, type Cast } from '../api/cast'
import { expect, shoot, test } from '../house'
import { Guest } from '../pages/guest'

/** A check of the enterprise somebody belongs to, sealed and signed by both officers. */
async function sealedAt(cast: Cast, username: string) {
  const { enterpriseId } = (await cast.as(username)).me
  const pair = pairs[0]!
  const check = await cast.sealed(pair, { enterpriseId: enterpriseId! })
  return { pair, check: await cast.officersSign(pair, check.id) }
}

test('the enterprise reads, states its view and signs', async ({ cast, phoneOf }) => {
  const { pair, check } = await sealedAt(cast, 'enterprise1')
  const phone = await phoneOf('enterprise1')
  const guest = new Guest(phone)
  await expect(phone.page.getByText('待签字').first()).toBeVisible()
  await shoot(phone.page, 'guest-visits')
  await guest.openVisit(check.id)
  await expect(phone.page.getByText('作业现场未设置安全警示标志').first()).toBeVisible()
  await expect(phone.page.getByText(/还有 \d+ 天/).first()).toBeVisible()
  await shoot(phone.page, 'guest-visit', true)
  await guest.sign({ statement: '已安排整改。' })
  await expect(phone.page.getByText('已签字').first()).toBeVisible()
  await shoot(phone.page, 'guest-signed')

  await expect.poll(async () => (await cast.record(pair.lead, check.id)).state, { timeout: 30_000 }).toBe('signed')
  const record = await cast.record(pair.lead, check.id)
  const own = record.signatures.find((s) => s.signatory.party === 'enterprise')
  expect(own).toMatchObject({ statement: '已安排整改。', digest: record.seal!.digest, by: { name: '企业负责人A' } })
})

test('another refuses and says why', async ({ cast, phoneOf }) => {
  const { pair, check } = await sealedAt(cast, 'enterprise2')
  const phone = await phoneOf('enterprise2')
  const guest = new Guest(phone)
  await guest.openVisit(check.id)
  await guest.refuse({ reason: '第一项现场已有标志，照片角度未拍到' })
  await expect(phone.page.getByText('已拒签').first()).toBeVisible()
  await shoot(phone.page, 'guest-refused')
  await expect.poll(async () => (await cast.record(pair.lead, check.id)).state, { timeout: 30_000 }).toBe('signed')
  const record = await cast.record(pair.lead, check.id)
  expect(record.signRefusals[0]).toMatchObject({ own: true, reason: '第一项现场已有标志，照片角度未拍到' })
})

test('whoever holds the paper asks whether it is genuine, without signing in', async ({ cast, aPhone, watch }) => {
  const { check } = await sealedAt(cast, 'enterprise3')
  const phone = await aPhone()
  await phone.page.goto(`/v/${check.id}/${check.seal!.code}`)
  await expect(phone.page.getByText('核对码相符').first()).toBeVisible()
  await expect(phone.page.getByText(check.enterprise.name)).toHaveCount(0)
  await shoot(phone.page, 'verify-genuine')
  watch.expect(/404/)
  await phone.page.goto(`/v/${check.id}/000000000000`)
  await expect(phone.page.getByText('核对码不相符').first()).toBeVisible()
})
