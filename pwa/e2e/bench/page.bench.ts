import { createServer } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import { test } from '@playwright/test'
import lighthouse from 'lighthouse'
import { openCheck, SERVER, someCheck } from './desk'
import { keep, RUNS } from './figures'
import { downloaded, pickUp, putDown, signIn } from './phone'

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

test('Lighthouse, mobile', async () => {
  const port = await freePort()
  const phone = await pickUp(undefined, [`--remote-debugging-port=${port}`])
  const scores = async (name: string, path: string): Promise<void> => {
    const kept: Record<'performance' | 'accessibility' | 'best-practices', number[]> = { performance: [], accessibility: [], 'best-practices': [] }
    const failed = new Set<string>()
    for (let run = 0; run < Math.min(3, RUNS); run += 1) {
      const result = await lighthouse(SERVER + path, { port, output: 'json', logLevel: 'error', onlyCategories: Object.keys(kept), disableStorageReset: true, formFactor: 'mobile' })
      if (!result) throw new Error(`Lighthouse did not look at ${path}`)
      for (const [category, list] of Object.entries(kept)) list.push((result.lhr.categories[category]?.score ?? 0) * 100)
      for (const category of ['accessibility', 'best-practices']) {
        for (const { id, weight } of result.lhr.categories[category]?.auditRefs ?? []) {
          const score = result.lhr.audits[id]?.score
          if (weight > 0 && typeof score === 'number' && score < 1) failed.add(id)
        }
      }
    }
    const said = failed.size > 0 ? `failed: ${[...failed].join(', ')}` : undefined
    keep(`lighthouse.${name}.performance`, 'score', kept.performance)
    keep(`lighthouse.${name}.accessibility`, 'score', kept.accessibility, said)
    keep(`lighthouse.${name}.best-practices`, 'score', kept['best-practices'], said)
  }
  await scores('signIn', '/sign-in')
  const page = await phone.context.newPage()
  await signIn(page)
  await page.waitForTimeout(2000)
  await page.close()
  await scores('today', '/')
  await putDown(phone)
})

test('axe on every screen, and where requests go', async () => {
  const check = await openCheck('general', 'confined_space')
  const signed = await someCheck('signed')
  const recorded = await someCheck('recorded')
  const ready = await someCheck('ready')
  const phone = await pickUp()
  const page = await phone.context.newPage()
  const found: string[] = []
  let screens = 0
  const look = async (name: string): Promise<void> => {
    await page.waitForTimeout(700)
    const { violations } = await new AxeBuilder({ page }).analyze()
    screens += 1
    for (const v of violations) found.push(`${name}: ${v.id} (${v.nodes.length}, ${v.nodes[0]?.target.join(' ') ?? ''})`)
  }
  await page.goto(SERVER)
  await look('sign-in')
  await signIn(page)
  await downloaded(page, check)
  const visit = async (name: string, path: string): Promise<void> => {
    await page.goto(SERVER + path)
    await page.locator('main, [role="main"]').first().waitFor()
    await look(name)
  }
  await visit('today', '/')
  await visit('checks', '/checks')
  await visit('me', '/me')
  for (const screen of ['', '/list/general', '/findings', '/photos', '/closing', '/record']) await visit(`open${screen}`, `/check/${check}${screen}`)
  if (ready) for (const screen of ['', '/arrive', '/entry-refused']) await visit(`ready${screen}`, `/check/${ready}${screen}`)
  if (recorded) for (const screen of ['/sign', '/record']) await visit(`recorded${screen}`, `/check/${recorded}${screen}`)
  if (signed) for (const screen of ['', '/papers', '/record']) await visit(`signed${screen}`, `/check/${signed}${screen}`)
  keep('axe.violations', 'count', [found.length], `${screens} screens${found.length > 0 ? `: ${found.join('; ')}` : ''}`)
  const foreign = [...phone.origins].filter((origin) => origin !== new URL(SERVER).origin)
  keep('origins.foreign', 'count', [foreign.length], foreign.length > 0 ? foreign.join(', ') : 'every request went to the server itself')
  await putDown(phone)
})
