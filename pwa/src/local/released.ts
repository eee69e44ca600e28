// The phone's database exactly as each released version created and filled it. Frozen: a version that was once on
// somebody's phone is never edited here, only added. The upgrade tests open these with today's code.

/** What a phone of one release holds: a whole day's mess. */
export interface Fixture {
  version: number
  build(name: string): Promise<void>
}

export const released: readonly Fixture[] = [{ version: 1, build: buildVersion1 }, { version: 2, build: buildVersion2 }]

const at = '2026-11-20T01:00:00.000Z'
const act1 = (id: string, checkId: string) => ({ id, kind: 'answer_item', checkId, doneAt: at, device: 'd', dialect: 1, body: { itemKey: 'general/G-001', verdict: 'violates', note: '消防通道堆物' } })

function buildVersion1(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1)
    opening.onupgradeneeded = () => {
      const db = opening.result
      db.createObjectStore('snapshots', { keyPath: 'checkId' })
      const outbox = db.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true })
      outbox.createIndex('actId', 'actId', { unique: true })
      outbox.createIndex('checkId', 'checkId')
      const blobs = db.createObjectStore('blobs', { keyPath: 'sha256' })
      blobs.createIndex('checkId', 'checkId')
      blobs.createIndex('state', 'state')
      db.createObjectStore('bytes', { keyPath: 'sha256' })
      db.createObjectStore('drafts', { keyPath: 'key' }).createIndex('checkId', 'checkId')
      db.createObjectStore('checklists', { keyPath: ['code', 'version'] })
      db.createObjectStore('enterprises', { keyPath: 'id' })
      db.createObjectStore('meta')
    }
    opening.onerror = () => reject(opening.error as Error)
    opening.onsuccess = () => {
      const db = opening.result
      const tx = db.transaction(['snapshots', 'outbox', 'blobs', 'bytes', 'drafts', 'checklists', 'enterprises', 'meta'], 'readwrite')
      fillVersion1(tx)
      tx.oncomplete = () => {
        db.close()
        resolve()
      }
      tx.onabort = () => reject(tx.error as Error)
    }
  })
}

function fillVersion1(tx: IDBTransaction): void {
  const put = (store: string, value: unknown, key?: string): void => void tx.objectStore(store).put(value, key)
  put('snapshots', { checkId: 'check-1', record: { id: 'check-1', state: 'open', checklists: [] }, seq: 40, acts: 3, hash: 'h', updatedAt: at })
  put('snapshots', { checkId: 'check-2', record: { id: 'check-2', state: 'open', checklists: [] }, seq: 41, acts: 1, hash: 'h', updatedAt: at, gone: true })
  put('outbox', { actId: 'waiting', checkId: 'check-1', act: act1('waiting', 'check-1'), state: 'waiting', blobs: ['f1'], savedAt: at })
  put('outbox', { actId: 'sending', checkId: 'check-1', act: act1('sending', 'check-1'), state: 'sending', blobs: [], savedAt: at })
  put('outbox', { actId: 'confirmed', checkId: 'check-1', act: act1('confirmed', 'check-1'), state: 'confirmed', blobs: [], savedAt: at, seq: 50 })
  const problem = { code: 'record.sealed', kind: 'refused', message: 'The record is sealed.' }
  put('outbox', { actId: 'parked', checkId: 'check-2', act: act1('parked', 'check-2'), state: 'parked', blobs: [], savedAt: at, problem })
  put('blobs', { sha256: 'f1', type: 'image/jpeg', size: 3, checkId: 'check-1', state: 'here', savedAt: at, uploadUrl: '/api/v1/uploads/1', sent: 2 })
  put('blobs', { sha256: 'f2', type: 'image/jpeg', size: 4, checkId: 'check-1', state: 'server', savedAt: at })
  put('bytes', { sha256: 'f1', bytes: new Uint8Array([1, 2, 3]).buffer })
  put('bytes', { sha256: 'f2', bytes: new Uint8Array([1, 2, 3, 4]).buffer })
  put('drafts', { key: 'finding', checkId: 'check-1', value: { text: '未张贴警示标志' }, savedAt: at })
  put('checklists', { code: 'general', version: '2026.1', items: [] })
  put('enterprises', { id: 'e1', name: '金坛沐垣冷链食品', town: '薛埠镇' })
  put('meta', '41', 'cursor')
  put('meta', 4, 'saved')
}

function buildVersion2(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 2)
    opening.onupgradeneeded = () => {
      const db = opening.result
      db.createObjectStore('snapshots', { keyPath: 'checkId' })
      const outbox = db.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true })
      outbox.createIndex('actId', 'actId', { unique: true })
      outbox.createIndex('checkId', 'checkId')
      outbox.createIndex('state', 'state')
      const blobs = db.createObjectStore('blobs', { keyPath: 'sha256' })
      blobs.createIndex('checkId', 'checkId')
      blobs.createIndex('state', 'state')
      db.createObjectStore('bytes', { keyPath: 'sha256' })
      db.createObjectStore('drafts', { keyPath: 'key' }).createIndex('checkId', 'checkId')
      db.createObjectStore('checklists', { keyPath: ['code', 'version'] })
      db.createObjectStore('enterprises', { keyPath: 'id' })
      db.createObjectStore('meta')
      db.createObjectStore('earlier', { keyPath: 'enterpriseId' })
      db.createObjectStore('phrases', { keyPath: 'key' })
      db.createObjectStore('prints', { keyPath: 'sha256' })
    }
    opening.onerror = () => reject(opening.error as Error)
    opening.onsuccess = () => {
      const db = opening.result
      const tx = db.transaction(['snapshots', 'outbox', 'blobs', 'bytes', 'drafts', 'checklists', 'enterprises', 'meta', 'earlier', 'phrases', 'prints'], 'readwrite')
      fillVersion1(tx)
      tx.objectStore('earlier').put({ enterpriseId: 'e1', checks: [{ number: '坛应急检〔2026〕7号' }] })
      tx.objectStore('phrases').put({ key: 'p1', text: '未张贴警示标志', itemKey: 'general/G-001', usedAt: at, times: 2 })
      tx.objectStore('prints').put({ sha256: 'f1', print: '00ff00ff00ff00ff', checkId: 'check-1', takenAt: at })
      tx.oncomplete = () => {
        db.close()
        resolve()
      }
      tx.onabort = () => reject(tx.error as Error)
    }
  })
}
