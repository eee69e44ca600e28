import 'fake-indexeddb/auto'
import { afterEach, expect, it, vi } from 'vitest'

const heard = new Map<string, (event: { persisted: boolean }) => void>()
vi.stubGlobal('window', globalThis)
vi.stubGlobal('addEventListener', (name: string, hear: (event: { persisted: boolean }) => void) => heard.set(name, hear))
const { neverFrozen } = await import('./freeze')
afterEach(() => heard.clear())

it('a page put aside leaves no transaction running and begins no other', async () => {
  const db = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('frozen', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('acts')
    opening.onsuccess = () => resolve(opening.result)
  })
  neverFrozen(db)
  const over = db.transaction('acts', 'readwrite')
  over.objectStore('acts').put('kept', 1)
  await new Promise((r) => over.addEventListener('complete', r))

  const halfway = db.transaction('acts', 'readwrite')
  halfway.objectStore('acts').put('lost', 2)
  const aborted = new Promise((r) => halfway.addEventListener('abort', () => r('aborted')))
  heard.get('pagehide')!({ persisted: false })
  expect(() => halfway.objectStore('acts')).not.toThrow()
  heard.get('pagehide')!({ persisted: true })
  expect(await aborted).toBe('aborted')
  expect(() => db.transaction('acts')).toThrow()
})
