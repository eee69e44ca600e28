import type { RouteRecordRaw } from 'vue-router'
import type { Role } from '../inspection/record.gen'
import { addGuestWords } from './words'

/** The pages of those who are not officers: the enterprise, the expert, the town, and whoever holds a printed record. */
const pages: RouteRecordRaw[] = [
  { path: '/my', name: 'my', component: () => import('./MyVisits.vue'), meta: { guest: 'enterprise' } },
  { path: '/my/:id', name: 'myVisit', component: () => import('./MyVisit.vue'), props: true, meta: { guest: 'enterprise' } },
  { path: '/my/:id/sign/:sid?', name: 'mySign', component: () => import('./MySign.vue'), props: true, meta: { guest: 'enterprise' } },
  { path: '/my/:id/paper/:pid', name: 'myPaper', component: async () => (await Promise.all([import('./MyPaper.vue'), import('../phone/loop/words').then((w) => w.addLoopWords())]))[0], props: true, meta: { guest: 'enterprise' } },
  { path: '/my/:id/rectify', name: 'myRectify', component: async () => (await Promise.all([import('./Rectify.vue'), import('./rectifying').then((r) => r.addRectifyWords())]))[0], props: true, meta: { guest: 'enterprise' } },
  { path: '/invited', name: 'invited', component: () => import('./Visits.vue'), props: { who: 'expert' }, meta: { guest: 'expert' } },
  { path: '/invited/:id', name: 'invitedVisit', component: async () => (await Promise.all([import('./ExpertVisit.vue'), import('../phone/experts/room').then((r) => r.addExpertWords())]))[0], props: (to) => ({ id: String(to.params.id), home: '/invited' }), meta: { guest: 'expert' } },
  { path: '/town', name: 'town', component: () => import('./Visits.vue'), props: { who: 'town' }, meta: { guest: 'town' } },
  { path: '/town/:id', name: 'townVisit', component: () => import('./Visit.vue'), props: (to) => ({ id: String(to.params.id), home: '/town' }), meta: { guest: 'town' } },
  { path: '/guest/me', name: 'guestMe', component: () => import('./GuestMe.vue'), meta: { guest: 'any' } },
  { path: '/g', component: () => import('./LinkPage.vue'), meta: { open: true } },
  { path: '/v/:checkId/:code', name: 'verify', component: () => import('./Verify.vue'), props: true, meta: { open: true } },
]

/** The same, with their words brought first. */
export const guestRoutes: RouteRecordRaw[] = pages.map((route) => Object.assign(route, { beforeEnter: () => addGuestWords() }))

const HOMES: Partial<Record<Role, string>> = { enterprise: '/my', expert: '/invited', town: '/town' }

/** Where a role is at home on the phone; undefined: in the inspectors' own pages. */
export const guestHome = (role: Role): string | undefined => HOMES[role]
