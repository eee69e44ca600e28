// A picture taken without a network: turned upright, kept as plain bytes, there after a restart, on the server unchanged.

import { pairs } from '../../api/cast'
import { sha256, sideways } from '../../pictures/picture'
import { keep } from '../hand'
import { expect, test } from '../house'

interface Shown {
  width: number
  height: number
  /** Whether its right half is clearly brighter: the sky of a picture that was turned to the right. */
  skyAtRight: boolean
}

/** What a tile shows, once it shows something. Runs in the page. */
async function shown(tile: string): Promise<Shown | null> {
  document.querySelector(tile)?.scrollIntoView({ block: 'center' })
  const img = document.querySelector<HTMLImageElement>(`${tile} img`)
  if (!img?.complete || img.naturalWidth === 0) return null
  await img.decode()
  const canvas = document.createElement('canvas')
  canvas.width = 60
  canvas.height = 80
  const pen = canvas.getContext('2d')!
  pen.drawImage(img, 0, 0, 60, 80)
  const light = (from: number): number => pen.getImageData(from, 0, 30, 80).data.reduce((sum, x) => sum + x, 0) / (30 * 80)
  return { width: img.naturalWidth, height: img.naturalHeight, skyAtRight: light(30) > light(0) + 60 }
}

/** Every value this phone keeps, looked through for Blobs and for something as large as a picture. Runs in the page. */
async function kept(): Promise<{ blobs: number; pictures: number }> {
  const found = { blobs: 0, pictures: 0 }
  const look = (value: unknown): void => {
    if (value instanceof Blob) found.blobs += 1
    else if (value instanceof ArrayBuffer) found.pictures += value.byteLength > 10_000 ? 1 : 0
    else if (ArrayBuffer.isView(value)) look(value.buffer)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(look)
  }
  const ended = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  for (const { name } of await indexedDB.databases()) {
    const db = await ended(indexedDB.open(name!))
    for (const store of db.objectStoreNames) look(await ended(db.transaction(store).objectStore(store).getAll()))
    db.close()
  }
  return found
}

const upright: Shown = { width: 600, height: 800, skyAtRight: true }

test('a photo taken without a network is the same on the phone after a restart and on the server', async ({ cast, hand, link, folder }) => {
  const pair = pairs[1]!
  const check = await cast.open(pair)
  const picture = keep(folder, 'site.jpg', sideways())
  await hand.startApp('/sign-in')
  await hand.signIn(pair.lead)
  await hand.keepsItself()
  await hand.holds(check.enterprise.name)
  await link.cut()

  const tile = '#item-CS-005 button[aria-label^="现场照片 1"]'
  const isShown = async () => {
    await hand.until('the photo is shown', async () => (await hand.ask(shown, tile)) !== null)
    expect(await hand.ask(shown, tile)).toEqual(upright)
  }
  await test.step('it is there, upright', async () => {
    await hand.go(`/check/${check.id}/list/confined_space`)
    await hand.photograph('#item-CS-005', picture)
    await isShown()
  })
  await test.step('as bytes, never as a Blob', async () => {
    expect(await hand.ask(kept)).toEqual({ blobs: 0, pictures: 1 })
  })
  await hand.quit()
  await test.step('and after the browser was closed', async () => {
    await hand.startApp(`/check/${check.id}/list/confined_space`)
    await isShown()
  })

  await link.mend()
  await hand.allSent()
  await test.step('the server has these very bytes', async () => {
    const { photos } = await cast.record(pair.lead, check.id)
    expect(photos).toHaveLength(1)
    const { sha256: name } = photos[0]!
    const who = await cast.as(pair.lead)
    const { files } = await who.get<{ files: { sha256: string; present: boolean }[] }>(`/checks/${check.id}/manifest`)
    expect(files).toMatchObject([{ sha256: name, present: true }])
    const { bytes } = await who.bytes(`/checks/${check.id}/files/${name}`)
    expect(sha256(bytes)).toBe(name)
  })
})
