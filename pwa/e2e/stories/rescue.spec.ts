// A phone that cannot send hands its work over in one file. A desk takes it in, twice; the record is whole; and when the
// phone comes back after all, nothing is there twice.

import { readFile } from 'node:fs/promises'
import { pairs } from '../api/cast'
import { expect, photo, test } from '../house'
import { setPin, unlock } from '../pages/lock'

for (const pin of [false, true]) test(`a rescue pack is made without a network${pin ? ' behind a PIN' : ''}, imported twice, and the phone comes back`, async ({ cast, phoneOf, deskOf, watch }, info) => {
  const pair = pairs[pin ? 1 : 2]!
  const check = await cast.open(pair)
  const phone = await phoneOf(pair.lead)
  await phone.holds(check.enterprise.name)
  if (pin) await setPin(phone)
  const go = async (path: string): Promise<void> => {
    await phone.page.goto(path)
    if (pin) await unlock(phone) // the page starts anew, and locked
  }
  await go(`/check/${check.id}`)
  await phone.openList(/^有限空间/)
  await phone.keepsItself()
  await phone.offline()
  for (const item of ['CS-003', 'CS-005', 'CS-007']) await phone.answer(item, '符合')
  await phone.takePhoto(photo(), phone.item('CS-005'))
  await expect(phone.item('CS-005').getByRole('button', { name: /^现场照片 1/ })).toBeVisible()

  await go('/queue')
  await phone.page.getByRole('link', { name: /救援包/ }).click()
  await expect(phone.page.getByText('将装入：4 条操作 · 1 张照片')).toBeVisible()
  await phone.page.screenshot({ path: info.outputPath('rescue.png') })
  await phone.page.getByRole('button', { name: '生成救援包' }).click()
  await expect(phone.page.getByText('已装入 4 条操作 · 1 张照片')).toBeVisible()
  const coming = phone.page.waitForEvent('download')
  await phone.page.getByRole('button', { name: '存到手机' }).click()
  const file = await coming
  expect(file.suggestedFilename()).toMatch(/^安监救援包-\p{L}+-\d{4}-\d\d-\d\d\.anjian$/u)
  const pack = await readFile((await file.path())!)
  expect(pack.includes(Buffer.from('CS-003'))).toBe(false) // sealed
  await phone.page.screenshot({ path: info.outputPath('made.png'), fullPage: true })

  const desk = await deskOf(pair.head)
  await desk.page.getByRole('link', { name: '救援包' }).click()
  const give = async (buffer: Buffer): Promise<void> => desk.page.locator('input[type=file]').setInputFiles({ name: file.suggestedFilename(), mimeType: 'application/octet-stream', buffer })
  const row = (name: string) => desk.page.getByRole('row', { name: new RegExp(`^${name}`) }).first()
  await give(pack)
  await expect(row('新接收的操作')).toContainText('4')
  await expect(row('新接收的照片')).toContainText('1')
  await expect(desk.page.getByRole('link', { name: check.enterprise.name })).toBeVisible()
  await desk.page.screenshot({ path: info.outputPath('desk.png') })
  await give(pack)
  await expect(row('服务器已有的操作')).toContainText('4')
  await expect(row('新接收的操作')).toContainText('0')
  watch.expect(/422/)
  await give(Buffer.from('this is a holiday picture'))
  await expect(desk.page.getByText('这不是救援包文件')).toBeVisible()

  const done = async () => (await cast.ledger(pair.lead, check.id)).filter((e) => e.kind === 'answer_item' || e.kind === 'attach_photo').map((e) => `${e.kind} ${String(e.body['item'] ?? '')}`)
  const whole = ['answer_item CS-003', 'answer_item CS-005', 'answer_item CS-007', 'attach_photo CS-005']
  expect((await done()).sort()).toEqual(whole)
  const { files } = await (await cast.as(pair.lead)).get<{ files: { present: boolean }[] }>(`/checks/${check.id}/manifest`)
  expect(files.map((f) => f.present)).toEqual([true])

  await phone.offline(false)
  await go('/queue')
  await phone.nothingWaits()
  expect((await done()).sort()).toEqual(whole)
})
