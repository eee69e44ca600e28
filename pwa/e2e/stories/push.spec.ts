// What a phone does with a push: no push service is asked (a headless browser has none), the browser's own tools hand the
// message to the service worker as such a service would.

import { pairs } from '../api/cast'
import { expect, shoot, test } from '../house'

test('a push is shown as a notification, once for many, and says nothing of a case', async ({ phoneOf, origin }) => {
  const phone = await phoneOf(pairs[0]!.lead)
  await phone.context.grantPermissions(['notifications'], { origin })
  await phone.keepsItself()
  const tools = await phone.context.newCDPSession(phone.page)
  const registered = new Promise<string>((done) => {
    tools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations
      if (first) done(first.registrationId)
    })
  })
  await tools.send('ServiceWorker.enable')
  const registrationId = await registered
  const deliver = (message: object) => tools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: JSON.stringify(message) })
  const shown = () => phone.page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map((n) => [n.title, n.body]))

  await deliver({ title: '期限将到', text: '有事项即将到期，请登录查看。' })
  await expect.poll(shown, { timeout: 20_000 }).toEqual([['期限将到', '有事项即将到期，请登录查看。']])
  await deliver({ title: '已经逾期', text: '有事项已经逾期，请登录查看。' })
  await expect.poll(shown, { timeout: 20_000 }).toEqual([['已经逾期', '有事项已经逾期，请登录查看。']]) // in place of the one before
  await deliver({})
  await expect.poll(shown, { timeout: 20_000 }).toEqual([['安监', '']]) // a message without words is still a notification
  await phone.page.goto('/notices')
  await expect(phone.page.getByRole('heading', { level: 1 })).toBeVisible()
  await shoot(phone.page, 'push-notices')
})
