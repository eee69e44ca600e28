// A small workbook (XLSX) of one sheet of words, made here so that a story can alter a cell.

import { crc32 } from 'node:zlib'

const u16 = (n: number): Buffer => Buffer.from([n & 255, (n >> 8) & 255])
const u32 = (n: number): Buffer => Buffer.concat([u16(n & 65535), u16(n >>> 16)])

/** A zip whose files are stored as they are. */
function zip(files: readonly [string, string][]): Buffer {
  const parts: Buffer[] = []
  const index: Buffer[] = []
  let at = 0
  for (const [name, text] of files) {
    const body = Buffer.from(text)
    const about = Buffer.concat([u16(20), u16(0x800), u16(0), u16(0), u16(0x5821), u32(crc32(body)), u32(body.length), u32(body.length), u16(Buffer.byteLength(name)), u16(0)])
    const local = Buffer.concat([u32(0x04034b50), about, Buffer.from(name), body])
    index.push(Buffer.concat([u32(0x02014b50), u16(20), about, u16(0), u16(0), u16(0), u32(0), u32(at), Buffer.from(name)]))
    parts.push(local)
    at += local.length
  }
  const end = Buffer.concat(index)
  return Buffer.concat([...parts, end, u32(0x06054b50), u16(0), u16(0), u16(files.length), u16(files.length), u32(end.length), u32(at), u16(0)])
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A workbook whose one sheet has these rows. */
export function workbook(sheet: string, rows: readonly (readonly (string | number)[])[]): Buffer {
  const cell = (value: string | number, row: number, column: number): string => {
    const ref = `${String.fromCharCode(65 + column)}${row + 1}`
    return typeof value === 'number' ? `<c r="${ref}"><v>${value}</v></c>` : value === '' ? '' : `<c r="${ref}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`
  }
  const data = rows.map((cells, r) => `<row r="${r + 1}">${cells.map((c, i) => cell(c, r, i)).join('')}</row>`).join('')
  return zip([
    ['[Content_Types].xml', `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`],
    ['_rels/.rels', `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ['xl/workbook.xml', `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`],
    ['xl/worksheets/sheet1.xml', `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${data}</sheetData></worksheet>`],
  ])
}
