// Which ways to sign a bureau accepts is set at the desk, and what it does not accept is offered nowhere and refused.

import { sign } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 } from 'uuid'
import type { CheckRecord } from '../../src/inspection/record.gen'
import { pairs, type Cast, type Pair } from '../api/cast'
import { expect, shoot, test } from '../house'
import { plain, textOf } from '../pictures/paper'

// One setting of one bureau: its two stories come one after the other, and each begins and ends with the usual ways.
test.describe.configure({ mode: 'serial' })
const usual = ['phone', 'own_phone', 'own_link', 'paper']
const setWays = async (cast: Cast, ways: string[]): Promise<number> => (await (await cast.as('admin1')).ask('PUT', '/signing-ways', { id: v7(), doneAt: new Date().toISOString(), ways })).status
test.beforeEach(async ({ cast }) => void (await setWays(cast, usual)))
test.afterEach(async ({ cast }) => void (await setWays(cast, usual)))

test('the administrator sets the ways to sign; a link that is not accepted is not offered, nor made by asking the server', async ({ cast, deskOf, phoneOf, watch }) => {
  const pair = pairs[2]!
  const check = await cast.assigned(pair)
  const admin = await deskOf('admin1')
  await admin.page.getByRole('link', { name: '签字方式' }).click()
  const byLink = admin.page.getByLabel('企业用自己的手机签（扫码，不用账号）')
  await expect(byLink).toBeChecked()
  await shoot(admin.page, 'ways')

  await test.step('nobody could sign: that cannot be set', async () => {
    watch.expect(/400/)
    for (const name of ['检查人员手机上当面签', '纸质签字']) await admin.page.getByLabel(name, { exact: true }).uncheck()
    await admin.button('保存设定').click()
    await expect(admin.page.getByText('请至少保留其中一种')).toBeVisible()
    await shoot(admin.page, 'ways-refused')
    for (const name of ['检查人员手机上当面签', '纸质签字']) await admin.page.getByLabel(name, { exact: true }).check()
  })

  await byLink.uncheck()
  await admin.button('保存设定').click()
  await expect(admin.page.getByText('从此后批准的检查起生效').last()).toBeVisible()
  await cast.act('leader1', check.id, 'approve_scheme', { opinion: '同意' })
  await byLink.check() // other stories run meanwhile: the check keeps what was set when it was approved
  await admin.button('保存设定').click()
  await expect(admin.button('保存设定')).toBeDisabled()

  await cast.declare(pair, check.id)
  await cast.act(pair.lead, check.id, 'arrive', {
    receivedBy: '接待人甲', receivedByPost: '安全总监', phone: '19900000001', place: '厂区', noticeShown: true, certificates: check.team.filter((m) => m.part !== 'expert').map((m) => m.certificate.number),
  })
  await cast.seal(pair, check.id)
  const record = await cast.record(pair.lead, check.id)
  expect(record.ways).toEqual(['phone', 'own_phone', 'paper'])

  const officer = await phoneOf(pair.lead)
  await officer.holds(check.enterprise.name)
  await officer.page.goto(`/check/${check.id}/sign`)
  await expect(officer.page.getByText(record.seal!.code)).toBeVisible()
  await expect(officer.button('企业用自己的手机签')).toHaveCount(0)
  await expect(officer.link(/纸质签字/)).toBeVisible()
  await shoot(officer.page, 'ways-no-link')
  const asked = (await cast.as(pair.lead)).post(`/checks/${check.id}/links`, { id: v7(), purpose: 'sign', name: '周明', expiresAt: new Date(Date.now() + 3_600_000).toISOString() })
  await expect(asked).rejects.toThrow(/link\.not_accepted/)

  const head = await deskOf(pair.head)
  await head.page.goto('/office/ways')
  await expect(head.page.getByText('这里只读')).toBeVisible()
  await expect(head.page.getByLabel('纸质签字', { exact: true })).toBeDisabled()
  await expect(head.button('保存设定')).toHaveCount(0)
})

/** A sealed check of a bureau that takes certificates. */
async function takingCertificates(cast: Cast, pair: Pair): Promise<CheckRecord> {
  const check = await cast.assigned(pair)
  expect(await setWays(cast, [...usual, 'certificate'])).toBe(200) // takes nothing from the stories that run meanwhile
  await cast.act('leader1', check.id, 'approve_scheme', { opinion: '同意' })
  await cast.declare(pair, check.id)
  await cast.act(pair.lead, check.id, 'arrive', {
    receivedBy: '接待人甲', receivedByPost: '安全总监', phone: '19900000001', place: '厂区', noticeShown: true, certificates: check.team.filter((m) => m.part !== 'expert').map((m) => m.certificate.number),
  })
  await cast.seal(pair, check.id)
  return cast.record(pair.lead, check.id)
}

test('where certificates are taken, the desk shows what is to be signed, takes the file, and says why it does not hold', async ({ cast, deskOf, watch }) => {
  watch.expect(/4\d\d/)
  const pair = pairs[1]!
  const check = await takingCertificates(cast, pair)
  const { seal } = check
  const desk = await deskOf(pair.lead)
  await desk.openCase(check.id)
  await desk.page.getByRole('tab', { name: /^签字/ }).click()
  const panel = desk.page.getByRole('tabpanel')
  await expect(panel.getByText(`anjian/signature/1 ${seal!.digest}`)).toBeVisible()
  const [saved] = await Promise.all([desk.page.waitForEvent('download'), desk.button('存为文件', panel).click()])
  expect(saved.suggestedFilename()).toBe(`${seal!.digest.slice(0, 12)}.txt`)
  await shoot(desk.page, 'certify')
  await panel.getByLabel('签名文件').first().setInputFiles({ name: 'record.p7s', mimeType: 'application/octet-stream', buffer: Buffer.from('no signature at all') })
  await desk.button('交给服务器验证', panel).click()
  await expect(panel.getByRole('alert')).toBeVisible()
  await panel.getByRole('alert').scrollIntoViewIfNeeded()
  await shoot(desk.page, 'certify-refused')
  expect((await cast.record(pair.lead, check.id)).signatures).toHaveLength(0)
})

/** What scripts/authority made for this run. */
const room = (name: string): string => join(process.env['ANJIAN_E2E_CERTIFICATES']!, name)

test('an officer signs with a certificate: an ended, a foreign and a revoked one are refused in plain words, the valid one stands on the paper and in the case file', async ({ cast, deskOf, watch }) => {
  watch.expect(/422/)
  const pair = pairs[0]! // 检查员甲, whose certificates these are
  const check = await takingCertificates(cast, pair)
  const desk = await deskOf(pair.lead)
  await desk.openCase(check.id)
  await desk.page.getByRole('tab', { name: /^签字/ }).click()
  const panel = desk.page.getByRole('tabpanel')
  const handIn = async (name: string): Promise<void> => {
    const [saved] = await Promise.all([desk.page.waitForEvent('download'), desk.button('存为文件', panel).click()])
    const text = await readFile(await saved.path())
    const signature = sign('sha256', text, await readFile(room(`${name}.key`)))
    await panel.getByLabel('签名文件', { exact: true }).setInputFiles({ name: `${name}.sig`, mimeType: 'application/octet-stream', buffer: signature })
    await panel.getByLabel('证书文件').setInputFiles(room(`${name}.pem`))
    await desk.button('交给服务器验证', panel).click()
  }
  for (const [name, says] of [
    ['ended', '检查员甲 的证书有效期是 2020-01-01 至 2021-01-01，现在不能用它签字。'],
    ['foreign', '检查员甲 的证书由“未被接受的根证书”颁发，不是本单位接受的发证机构。'],
    ['revoked', '检查员甲 的证书已于 2026-06-01 被发证机构吊销，不能再用它签字。'],
  ] as const) {
    await handIn(name)
    await expect(panel.getByRole('alert')).toContainText(says)
    await shoot(desk.page, `certify-${name}`)
  }
  expect((await cast.record(pair.lead, check.id)).signatures).toHaveLength(0)

  await handIn('valid')
  await expect(panel.getByText('测试用根证书')).toBeVisible()
  await expect(panel.getByText(/不在颁发者 .* 发布的吊销名单上/)).toBeVisible()
  await shoot(desk.page, 'certify-valid')
  const [signed] = (await cast.record(pair.lead, check.id)).signatures
  expect(signed).toMatchObject({ way: 'certificate', digest: check.seal!.digest, certificate: { name: '检查员甲', issuer: '测试用根证书', checked: '2026-06-01T00:00:00Z' } })

  expect((await cast.ledger(pair.lead, check.id)).find((e) => e.kind === 'sign_with_certificate')?.cover).toHaveLength(64) // the desk's own signature beside it

  const { token } = await cast.as(pair.lead)
  const fetched = async (path: string): Promise<Buffer> => {
    const answer = await fetch(`${cast.url}/api/v1/checks/${check.id}/${path}`, { headers: { Authorization: `Bearer ${token}` } })
    expect(answer.status, path).toBe(200)
    return Buffer.from(await answer.arrayBuffer())
  }
  expect(plain(textOf(await fetched('record.pdf'), 'certify-record'))).toContain(plain('证书签名：检查员甲，颁发者测试用根证书'))
  const zip = (await fetched('case-file.zip')).toString('utf8')
  expect(zip).toContain('"kind":"sign_with_certificate"')
  expect(zip).toContain((await readFile(room('valid.pem'), 'utf8')).split('\n').slice(1, -2).join(''))
})
