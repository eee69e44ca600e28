// Every screen an inspector meets opens in every engine, with whatever that engine lacks: WebKitGTK promises no storage
// and tells no quota, and none of the three has what only phones have.

import { pairs } from '../../api/cast'
import { expect, test } from '../house'

test('every screen opens, also where the engine has less to offer', async ({ cast, hand }) => {
  const pair = pairs[2]!
  const [open, sealed] = await Promise.all([cast.open(pair), cast.sealed(pair)])
  await hand.startApp('/sign-in')
  await hand.signIn(pair.lead)
  await hand.holds(open.enterprise.name)
  const paths = ['/', '/checks', '/enterprises', '/queue', '/me', `/check/${open.id}`, ...['list/confined_space', 'findings', 'photos', 'closing'].map((p) => `/check/${open.id}/${p}`), ...['record', 'sign', 'papers'].map((p) => `/check/${sealed.id}/${p}`)]
  for (const path of paths) {
    await hand.go(path)
    await hand.until(`${path} is drawn`, () => hand.ask(() => document.querySelector('h1') !== null && document.querySelector('.skeleton') === null && document.querySelector('main, .check-main, #app > *') !== null))
    expect(await hand.ask(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${path} scrolls sideways`).toBeLessThanOrEqual(0)
  }
})
