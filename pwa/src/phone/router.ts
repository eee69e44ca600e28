import { createRouter, createWebHistory } from 'vue-router'
import { guestHome, guestRoutes } from '../guest/routes'
import { say } from '../parts/toasts'
import { t } from '../use/i18n'
import { locked, me } from '../use/session'
import { addCheckWords } from './words'

const lockWords = (): Promise<void> => import('./lock/words').then((w) => w.addLockWords())

/** A screen of a check comes with the words that all of them share. */
const checkScreen = <T>(load: () => Promise<T>) => async (): Promise<T> => (await Promise.all([load(), addCheckWords()]))[0]

/**
 * Every page of the phone on one page. Screens are loaded when they are first opened and kept by the service worker.
 * `bar`: stands over the bottom bar. `calm`: nothing is written here, so that a new version may be offered.
 */
export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: '/sign-in', name: 'signIn', component: () => import('./SignIn.vue'), meta: { open: true } },
    { path: '/unlock', name: 'unlock', component: async () => (await Promise.all([import('./lock/Unlock.vue'), lockWords()]))[0], meta: { open: true } },
    { path: '/', name: 'today', component: () => import('./Today.vue'), meta: { bar: true, calm: true } },
    { path: '/checks', name: 'checks', component: () => import('./Checks.vue'), meta: { bar: true, calm: true } },
    { path: '/me', name: 'me', component: async () => (await Promise.all([import('./MePage.vue'), lockWords()]))[0], meta: { bar: true, calm: true } },
    { path: '/enterprises', name: 'enterprises', component: () => import('./Enterprises.vue'), meta: { bar: true } },
    { path: '/queue', name: 'queue', component: checkScreen(async () => (await Promise.all([import('./sending/Queue.vue'), import('./sending/words').then((w) => w.addSendingWords())]))[0]), meta: { calm: true } },
    { path: '/notices', name: 'notices', component: async () => (await Promise.all([import('./notices/Notices.vue'), import('./notices/words').then((w) => w.addNoticeWords())]))[0], meta: { calm: true, everybody: true } },
    { path: '/notices/settings', component: async () => (await Promise.all([import('./notices/Settings.vue'), import('./notices/words').then((w) => w.addNoticeWords())]))[0], meta: { everybody: true } },
    { path: '/devices', name: 'devices', component: async () => (await Promise.all([import('./devices/Devices.vue'), lockWords()]))[0], meta: { everybody: true } },
    { path: '/rescue', name: 'rescue', component: async () => (await Promise.all([import('./rescue/Rescue.vue'), import('./rescue/words').then((w) => w.addRescueWords())]))[0] },
    { path: '/pin', name: 'pin', component: async () => (await Promise.all([import('./lock/Lock.vue'), lockWords()]))[0] },
    { path: '/check/:id', name: 'check', component: checkScreen(() => import('./check/CheckHome.vue')), props: true, meta: { calm: true } },
    { path: '/check/:id/arrive', component: checkScreen(() => import('./check/Arrive.vue')), props: true },
    { path: '/check/:id/entry-refused', component: checkScreen(() => import('./check/EntryRefused.vue')), props: true },
    { path: '/check/:id/list/:code', component: checkScreen(() => import('./check/RunList.vue')), props: true },
    { path: '/check/:id/findings', component: checkScreen(() => import('./check/Findings.vue')), props: true },
    { path: '/check/:id/photos', component: checkScreen(() => import('./check/Photos.vue')), props: true },
    { path: '/check/:id/closing', component: checkScreen(() => import('./check/Closing.vue')), props: true },
    { path: '/check/:id/record', component: checkScreen(() => import('./check/Reader.vue')), props: true },
    { path: '/check/:id/sign', component: checkScreen(() => import('./check/Sign.vue')), props: true },
    { path: '/check/:id/sheets/:pid?', component: checkScreen(async () => (await import('./sheets/words')).openSheets()), props: true },
    { path: '/check/:id/papers', component: checkScreen(() => import('./check/Papers.vue')), props: true },
    { path: '/check/:id/supplement/:sid?', component: checkScreen(async () => (await import('./supplement/room')).openSupplement()), props: true },
    { path: '/check/:id/opinions', component: checkScreen(async () => (await Promise.all([import('./experts/Opinions.vue'), import('./experts/room').then((r) => r.addExpertWords()), import('./links/words').then((w) => w.addLinkWords())]))[0]), props: true },
    { path: '/check/:id/loop/:what?/:pid?', component: checkScreen(async () => (await import('./loop/room')).openLoop()), props: true },
    { path: '/check/:id/deliveries/:what?', component: checkScreen(async () => (await import('./deliver/room')).openDeliver()), props: true },
    ...guestRoutes,
    { path: '/:rest(.*)*', name: 'missing', component: () => import('./Missing.vue') },
  ],
})

/** Begins to load the screen of an address, while it is still being found out who holds the phone. */
export function fetchScreen(address: string): void {
  const screen = router.resolve(address).matched[0]?.components?.default
  if (typeof screen === 'function' && screen.length === 0) void Promise.resolve((screen as () => unknown)()).catch(() => undefined)
}

// A screen that is not on the phone: of the second stage and not here yet, or of a version long replaced.
router.onError((error: unknown) => {
  if (!(error instanceof TypeError) && !/import|fetch|load/i.test(String(error))) throw error
  say(t('error.screen'), { tone: 'bad' })
})

router.beforeEach((to) => {
  if (!me.value && !to.meta.open) return { name: locked.value ? 'unlock' : 'signIn', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
  // Guests are at home in their own pages, and nobody else is.
  const home = me.value && guestHome(me.value.role)
  if (home && !to.meta.open && !to.meta.everybody && to.meta.guest !== me.value?.role && to.meta.guest !== 'any') return home
  if (!home && to.meta.guest) return '/'
  return true
})
