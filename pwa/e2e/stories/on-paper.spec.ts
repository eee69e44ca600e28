// Printed, signed with a pen, photographed: every page finds its place by the code in its foot, and what does not belong is told.

import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { pairs } from '../api/cast'
import { expect, shoot, test } from '../house'

test.setTimeout(240_000)

/** The pages of a PDF as pictures, as a phone would photograph them: 200 dots an inch. */
function pagesOf(pdf: Buffer, name: string): { name: string; mimeType: string; buffer: Buffer }[] {
  const folder = `e2e/.out/sheets-${name}`
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/record.pdf`, pdf)
  execFileSync('pdftoppm', ['-r', '200', '-jpeg', `${folder}/record.pdf`, `${folder}/page`])
  return readdirSync(folder).filter((f) => f.endsWith('.jpg')).sort().map((f) => ({ name: f, mimeType: 'image/jpeg', buffer: readFileSync(`${folder}/${f}`) }))
}

test('pages signed by hand are filed by their code, and count when all are there', async ({ cast, phoneOf }) => {
  const pair = pairs[1]!
  const [check, other] = [await cast.sealed(pair), await cast.sealed(pair)]
  const lead = await cast.as(pair.lead)
  const pdfOf = async (id: string): Promise<Buffer> => (await lead.bytes(`/checks/${id}/record.pdf`)).bytes
  const [pages, strange] = [pagesOf(await pdfOf(check.id), 'own'), pagesOf(await pdfOf(other.id), 'other')]
  expect(pages.length).toBeGreaterThan(1)
  const phone = await phoneOf(pair.lead)
  await phone.open(check.id)
  await phone.page.goto(`/check/${check.id}/sheets`)
  const choose = async (files: typeof pages): Promise<void> => {
    const [chooser] = await Promise.all([phone.page.waitForEvent('filechooser'), phone.button('从相册选').click()])
    await chooser.setFiles(files)
  }

  await test.step('the page of another record is told and not filed', async () => {
    await choose([strange[0]!])
    await expect(phone.page.getByText('这一页属于另一份文书')).toBeVisible({ timeout: 30_000 })
  })
  await test.step('the last page is filed, and the others are missed at once', async () => {
    await choose([pages.at(-1)!])
    await expect(phone.page.getByText('缺这一页')).toHaveCount(pages.length - 1, { timeout: 30_000 })
    await shoot(phone.page, 'phone-sheets-missing', true)
  })
  await test.step('the same page again is asked about', async () => {
    await choose([pages.at(-1)!])
    await expect(phone.page.getByText(/已归档过/)).toBeVisible({ timeout: 30_000 })
    await phone.button('取消').click()
  })
  for (const page of pages.slice(0, -1)) {
    await choose([page])
    await expect(phone.button('从相册选')).toBeEnabled({ timeout: 30_000 })
  }
  await expect(phone.page.getByText(`${pages.length} 页已收齐`)).toBeVisible({ timeout: 30_000 })
  for (const party of [/^主办/, /^协办/, /^企业|^被检查/]) {
    await phone.button(party).click()
    await phone.button('计入签字').last().click()
    await expect(phone.page.getByRole('dialog')).toHaveCount(0)
  }
  await shoot(phone.page, 'phone-sheets', true)
  await phone.allSent()
  const record = await cast.record(pair.lead, check.id)
  expect(record.state).toBe('signed')
  expect(record.signatures.map((s) => s.way)).toEqual(['paper', 'paper', 'paper'])
  expect(record.signedPages?.every((p) => p.read === 'code')).toBe(true)
})
