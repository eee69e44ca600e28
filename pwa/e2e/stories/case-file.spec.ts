// The case file leaves the house and must prove itself alone: downloaded at the desk, opened on a computer without a
// network, whole; and with one bit changed in any of its members, not.

import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, Page, TestInfo } from '@playwright/test'
import { pairs } from '../api/cast'
import { expect, out, test } from '../house'

interface Member {
  name: string
  at: number
  size: number
}

/** The members of a ZIP whose content is stored as it is. */
function membersOf(zip: Buffer): Member[] {
  const end = zip.length - 22
  const members: Member[] = []
  for (let at = zip.readUInt32LE(end + 16); at < end; ) {
    const length = zip.readUInt16LE(at + 28)
    const name = zip.toString('utf8', at + 46, at + 46 + length)
    members.push({ name, size: zip.readUInt32LE(at + 20), at: zip.readUInt32LE(at + 42) + 30 + length })
    at += 46 + length
  }
  return members
}

test('a case file is downloaded and proves itself without a network', async ({ cast, deskOf, browser }, info) => {
  const check = await cast.sealed(pairs[0]!)
  const policy = await deskOf('policy1')
  await policy.openCase(check.id)
  const [download] = await Promise.all([policy.page.waitForEvent('download'), policy.button('下载案卷').click()])
  expect(download.suggestedFilename()).toMatch(/^案卷.*〔\d{4}〕.*\.zip$/)
  const path = info.outputPath('case.zip')
  await download.saveAs(path)
  const zip = await readFile(path)
  const members = membersOf(zip)
  expect(members.map((m) => m.name)).toEqual(expect.arrayContaining(['index.html', 'record.json', 'ledger.jsonl', 'manifest.json', 'manifest.jws', 'documents/record.pdf']))
  const computer = await provesItself(zip, browser, info)
  await expect(computer.getByText(check.enterprise.name)).toBeVisible()
  await computer.screenshot({ path: `${out}/screens/case-file-changed.png`, fullPage: true })
  await computer.context().close()
})

test('a case file of a whole life, years later: its own page finds it whole and names every change', async ({ browser }, info) => {
  const zip = await readFile(fileURLToPath(new URL('../../../internal/evidence/testdata/case-file-whole-life.zip', import.meta.url)))
  const computer = await provesItself(zip, browser, info)
  await computer.context().close()
})

test('a case file whose root was time-stamped: its own page verifies the stamp, and the service by the root that is chosen', async ({ browser }, info) => {
  const sample = (name: string): string => fileURLToPath(new URL(`../../../internal/evidence/testdata/${name}`, import.meta.url))
  const computer = await provesItself(await readFile(sample('case-file-stamped.zip')), browser, info)
  await computer.locator('#file').setInputFiles(sample('case-file-stamped.zip'))
  await expect(computer.getByText('试验时间戳服务，2026-11-25T00:03:09.000Z（签名成立；服务机构是否可信，须选择其根证书核对）')).toBeVisible()
  await computer.locator('#roots').setInputFiles(sample('case-file-stamped.pem'))
  await expect(computer.getByText('与所选根证书相符')).toBeVisible()
  await computer.setViewportSize({ width: 390, height: 844 })
  await computer.screenshot({ path: `${out}/screens/case-file-stamped.png`, fullPage: true })
  await computer.locator('#roots').setInputFiles({ name: 'none.pem', mimeType: 'text/plain', buffer: Buffer.from('no certificate') })
  await expect(computer.getByText('所选文件中没有证书')).toBeVisible()
  await computer.context().close()
})

/** Opens a case file's own page on a computer without a network: whole as it is, and with one bit changed in any member, not. */
async function provesItself(zip: Buffer, browser: Browser, info: TestInfo): Promise<Page> {
  const members = membersOf(zip)
  const page = members.find((m) => m.name === 'index.html')!
  const html = info.outputPath('index.html')
  const path = info.outputPath('whole.zip')
  await writeFile(html, zip.subarray(page.at, page.at + page.size))
  await writeFile(path, zip)
  const elsewhere = await browser.newContext({ offline: true, viewport: { width: 1366, height: 768 } })
  const computer = await elsewhere.newPage()
  await computer.goto(`file://${html}`)
  const chosen = computer.locator('#file')
  await chosen.setInputFiles(path)
  await expect(computer.getByText('● 完整：未发现任何改动')).toBeVisible()
  await computer.screenshot({ path: `${out}/screens/case-file-whole.png`, fullPage: true })
  for (const member of members.filter((m) => m.size > 0)) {
    const damaged = Buffer.from(zip)
    damaged[member.at + Math.floor(member.size / 2)]! ^= 1
    const wrong = info.outputPath('damaged.zip')
    await writeFile(wrong, damaged)
    await chosen.setInputFiles([])
    await chosen.setInputFiles(wrong)
    await expect(computer.locator('.verdict.bad'), member.name).toBeVisible()
    await expect(computer.locator('li', { hasText: member.name }).first(), member.name).toBeVisible()
  }
  return computer
}
