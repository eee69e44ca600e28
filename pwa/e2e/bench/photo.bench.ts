import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@playwright/test'
import { openCheck } from './desk'
import { keep, RUNS } from './figures'
import { downloaded, pickUp, putDown, signIn, slowPage } from './phone'

interface Watched {
  worker: number[]
  blocked: number
}

test('a photo of 12 megapixels', async () => {
  const check = await openCheck('general')
  const phone = await pickUp()
  await phone.context.addInitScript(() => {
    const watched: Watched = { worker: [], blocked: 0 }
    Object.assign(window, { watched })
    const Plain = Worker
    window.Worker = class extends Plain {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options)
        let sent = 0
        const post = this.postMessage.bind(this) as (message: unknown, transfer?: Transferable[]) => void
        this.postMessage = (message: unknown, transfer?: unknown) => {
          sent = performance.now()
          post(message, (transfer ?? []) as Transferable[])
        }
        this.addEventListener('message', () => watched.worker.push(performance.now() - sent))
      }
    }
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) watched.blocked = Math.max(watched.blocked, entry.duration)
    }).observe({ type: 'longtask', buffered: true })
  })
  const { page, cdp } = await slowPage(phone)
  await signIn(page)
  await downloaded(page, check)
  await page.goto(`/check/${check}/list/general`)
  await page.locator('.item .strip-add').first().waitFor()
  await page.waitForTimeout(2000)
  // By its path: the browser reads the file as it would read the camera's, without the page decoding anything for us.
  const bytes = Buffer.from(await page.evaluate(photograph), 'base64')
  const file = join(phone.folder, 'IMG_0001.jpg')
  writeFileSync(file, bytes)

  const worker: number[] = []
  const shown: number[] = []
  const blocked: number[] = []
  for (let run = 0; run <= RUNS; run += 1) {
    const choosing = page.waitForEvent('filechooser')
    await page.locator('.item .strip').nth(run).locator('.strip-add').nth(0).tap()
    const chooser = await choosing
    await page.waitForTimeout(500)
    await page.evaluate(() => Object.assign((window as unknown as { watched: Watched }).watched, { worker: [], blocked: 0 }))
    const began = await page.evaluate(() => performance.now())
    await chooser.setFiles(file)
    await page.locator('.item .strip').nth(run).locator('.strip-tiles img').first().waitFor({ timeout: 60_000 })
    const ended = await page.evaluate(() => performance.now())
    await page.waitForTimeout(600)
    const seen = await page.evaluate(() => (window as unknown as { watched: Watched }).watched)
    if (run === 0) continue // the worker's program is loaded with the first picture
    worker.push(...seen.worker)
    shown.push(ended - began)
    blocked.push(seen.blocked)
  }
  const size = `${(bytes.length / 1e6).toFixed(1)} MB, 4000×3000`
  keep('photo.worker', 'ms', worker, `${size}: hashed, read, reduced, marked, encoded, hashed again; the emulation slows the page, not the worker's thread`)
  keep('photo.shown', 'ms', shown, 'from choosing the file to its tile on the screen, stored')
  keep('photo.blocked', 'ms', blocked, 'longest task of the main thread meanwhile at a quarter of the speed; 0: none over 50 ms')
  await cdp.detach()
  await putDown(phone)
})

/** Draws a picture with grain, 12 megapixels, as JPEG in base64. */
async function photograph(): Promise<string> {
  const canvas = new OffscreenCanvas(4000, 3000)
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  const sky = pen.createLinearGradient(0, 0, 4000, 3000)
  sky.addColorStop(0, '#486a8c')
  sky.addColorStop(1, '#b08c50')
  pen.fillStyle = sky
  pen.fillRect(0, 0, 4000, 3000)
  const grain = pen.createImageData(500, 500)
  for (let i = 0; i < grain.data.length; i += 4) {
    const v = Math.random() * 255
    grain.data.set([v, v, v, 40], i)
  }
  const tile = new OffscreenCanvas(500, 500)
  tile.getContext('2d')?.putImageData(grain, 0, 0)
  for (let y = 0; y < 3000; y += 500) for (let x = 0; x < 4000; x += 500) pen.drawImage(tile, x, y)
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })
  const data = await new Promise<string>((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as string)
    reader.readAsDataURL(blob)
  })
  return data.slice(data.indexOf(',') + 1)
}
