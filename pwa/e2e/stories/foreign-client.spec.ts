// A client that is not ours: it knows the API document and nothing else of the house. Paths come from the document by
// their operationId.

import { Upload } from 'tus-js-client'
import { v7 } from 'uuid'
import { Client } from '../api/client'
import { pairs } from '../api/cast'
import { expect, photo, sha256, test } from '../house'

interface Document {
  openapi: string
  paths: Record<string, Record<string, { operationId?: string }>>
}

/** Reads the document and finds operations by their id. */
async function documentOf(url: string): Promise<(operation: string) => { method: string; path: string }> {
  const response = await fetch(`${url}/api/v1/openapi.json`)
  expect(response.status).toBe(200)
  const document = (await response.json()) as Document
  expect(document.openapi).toMatch(/^3\.1/)
  const found = new Map(
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { operationId }]) => (operationId ? [[operationId, { method: method.toUpperCase(), path: path.replace('/api/v1', '') }] as const] : [])),
    ),
  )
  return (operation) => {
    const there = found.get(operation)
    if (!there) throw new Error(`the document has no operation ${operation}`)
    return there
  }
}

test('the document names the operations outside tools look for', async ({ origin }) => {
  const operation = await documentOf(origin)
  for (const name of ['signIn', 'refreshSession', 'listChecklists', 'getChecklist', 'listChecks', 'getCheck', 'getChanges', 'pushActs', 'createCheck', 'getRecordPdf', 'getFile']) {
    expect(operation(name).path).toMatch(/^\//)
  }
  expect(operation('signIn').path).toBe('/sessions')
})

test('a foreign client plans a check, acts on it, sends a photo by tus and reads everything back', async ({ origin, cast }) => {
  const operation = await documentOf(origin)
  const pair = pairs[2]!
  const check = await cast.ready(pair)
  await cast.declare(pair, check.id)

  const officer = await cast.as(pair.lead)
  const { items } = await officer.get<{ items: { id: string }[]; nextCursor: string }>(`${operation('listChecks').path}?q=${encodeURIComponent(check.enterprise.name)}`)
  expect(items.map((i) => i.id)).toContain(check.id)

  const before = await officer.get<{ nextCursor: string; more: boolean }>(`${operation('getChanges').path}?limit=200`)
  const picture = photo()
  const digest = sha256(picture.buffer)
  await new Promise<void>((resolve, reject) => {
    new Upload(picture.buffer, {
      endpoint: `${origin}/api/v1/uploads`,
      chunkSize: 4 * 1024,
      metadata: { sha256: digest, filetype: picture.mimeType },
      headers: { Authorization: `Bearer ${officer.token}` },
      onSuccess: () => resolve(),
      onError: reject,
    }).start()
  })

  const device = v7()
  const act = (kind: string, body: unknown) => ({ id: v7(), kind, checkId: check.id, doneAt: new Date().toISOString(), device, dialect: 1, body })
  const acts = [
    act('arrive', { receivedBy: '接待人乙', receivedByPost: '厂长', place: '厂区', noticeShown: true, certificates: check.team.map((m) => m.certificate.number) }),
    act('answer_item', { checklist: 'confined_space', item: 'CS-001', verdict: 'conforms' }),
    act('attach_photo', {
      photoId: v7(), sha256: digest, originalSha256: digest, contentType: 'image/jpeg', size: picture.buffer.length, width: 800, height: 600,
      source: 'camera', about: 'scene', takenAt: new Date().toISOString(),
    }),
    act('fly_away', {}),
  ]
  type Results = { results: { actId: string; outcome: string; seq?: number; hash?: string; problem?: { code: string } }[] }
  const { results } = await officer.post<Results>(operation('pushActs').path, { acts })
  expect(results.map((r) => r.actId)).toEqual(acts.map((a) => a.id))
  for (const result of results.slice(0, 3)) expect(result.outcome, JSON.stringify(result)).toBe('accepted')
  expect(results[3]).toMatchObject({ outcome: 'refused', problem: { code: 'act.unknown_kind' } })

  await test.step('the same batch again gives the same receipts', async () => {
    const again = await officer.post<Results>(operation('pushActs').path, { acts })
    expect(again.results.map(({ outcome, seq, hash }) => ({ outcome, seq, hash }))).toEqual(results.map(({ outcome, seq, hash }) => ({ outcome, seq, hash })))
  })

  await test.step('the feed shows the check whole', async () => {
    const page = await officer.get<{ changes: { checkId: string; view: { record: { state: string } } }[] }>(`${operation('getChanges').path}?since=${before.nextCursor}&limit=200`)
    expect(page.changes.find((c) => c.checkId === check.id)?.view.record.state).toBe('open')
  })

  await test.step('the photo comes back byte for byte, and small', async () => {
    const path = operation('getFile').path.replace('{id}', check.id).replace('{sha256}', digest)
    const whole = await officer.bytes(path)
    expect(sha256(whole.bytes)).toBe(digest)
    const thumb = await officer.bytes(`${path}?size=thumb`)
    expect(thumb.type).toBe('image/jpeg')
    expect(thumb.bytes.length).toBeLessThan(whole.bytes.length)
  })

  await test.step('an unchanged check is not sent twice', async () => {
    const path = operation('getCheck').path.replace('{id}', check.id)
    const first = await officer.ask('GET', path)
    const etag = first.headers.get('ETag')!
    expect((await officer.ask('GET', path, undefined, { 'If-None-Match': etag })).status).toBe(304)
  })
})

test('the record of a signed check is a PDF, and the neighbours do not get it', async ({ origin, cast }) => {
  const officer = await cast.as('inspector1')
  const { items } = await officer.get<{ items: { id: string; number: string }[] }>('/checks?state=signed&limit=5')
  const [signed] = items
  const pdf = await officer.bytes(`/checks/${signed!.id}/record.pdf`)
  expect(pdf.status).toBe(200)
  expect(pdf.type).toBe('application/pdf')
  expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-')
  const stranger = await Client.signIn(origin, 'other-inspector1')
  expect((await stranger.bytes(`/checks/${signed!.id}/record.pdf`)).status).toBe(404)
})
