import { createRouter, createWebHistory } from 'vue-router'
import { me } from '../use/session'
import { mayEnter, placesFor } from './places'

/** A page and the words of its room, brought together. */
const withWords = <P>(page: () => Promise<P>, words: () => Promise<void>) => async (): Promise<P> => (await Promise.all([page(), words()]))[0]

/** The draw's own words and the register's, whose grades of risk it names. */
const drawWords = (): Promise<void> => Promise.all([import('./draw/words').then((w) => w.addDrawWords()), import('./register/words').then((w) => w.addRegisterWords())]).then(() => undefined)

const peopleWords = (): Promise<void> => import('./people/words').then((w) => w.addPeopleWords())
const KNOW_PEOPLE = ['section_head', 'leader', 'policy', 'admin']

/** Every page of the office. `place` says to which place of the rail a page belongs. */
export const router = createRouter({
  history: createWebHistory('/office/'),
  routes: [
    { path: '/sign-in', name: 'signIn', component: () => import('../phone/SignIn.vue'), meta: { open: true } },
    {
      path: '/', name: 'checks', component: () => import('./ChecksPage.vue'), meta: { place: 'checks' },
      children: [{ path: 'checks/:id', name: 'case', component: () => import('./CaseDrawer.vue'), props: true, meta: { place: 'checks' } }],
    },
    { path: '/new-check', name: 'newCheck', component: () => import('./NewCheck.vue'), meta: { place: 'checks', only: 'section_head' } },
    {
      path: '/enterprises', name: 'enterprises', component: withWords(() => import('./register/RegisterPage.vue'), () => import('./register/words').then((w) => w.addRegisterWords())), meta: { place: 'enterprises' },
      children: [
        { path: 'new', name: 'newEntry', component: () => import('./register/EntryDrawer.vue'), meta: { place: 'enterprises' } },
        { path: ':id', name: 'enterprise', component: () => import('./register/EntryDrawer.vue'), props: true, meta: { place: 'enterprises' } },
      ],
    },
    { path: '/register-import', name: 'registerImport', component: withWords(() => import('./register/ImportPage.vue'), () => import('./register/words').then((w) => w.addRegisterWords())), meta: { place: 'enterprises', roles: ['section_head', 'admin'] } },
    { path: '/plans', name: 'plans', component: withWords(() => import('./plan/PlansPage.vue'), () => import('./plan/words').then((w) => w.addPlanWords())), meta: { place: 'plans' } },
    { path: '/plans/:id', name: 'plan', component: withWords(() => import('./plan/PlanPage.vue'), () => Promise.all([import('./plan/words').then((w) => w.addPlanWords()), import('./register/words').then((w) => w.addRegisterWords())]).then(() => undefined)), props: true, meta: { place: 'plans' } },
    { path: '/plans/:id/naming', name: 'naming', component: withWords(() => import('./plan/NamingPage.vue'), () => Promise.all([import('./plan/words').then((w) => w.addPlanWords()), import('./register/words').then((w) => w.addRegisterWords())]).then(() => undefined)), props: true, meta: { place: 'plans', roles: ['section_head', 'policy'] } },
    { path: '/targets', name: 'targets', component: withWords(() => import('./plan/TargetsPage.vue'), () => import('./plan/words').then((w) => w.addPlanWords())), meta: { place: 'plans' } },
    { path: '/draws', name: 'draws', component: withWords(() => import('./draw/DrawsPage.vue'), drawWords), meta: { place: 'draws' } },
    { path: '/draws/:id', name: 'draw', component: withWords(() => import('./draw/DrawPage.vue'), drawWords), props: true, meta: { place: 'draws' } },
    { path: '/results', name: 'results', component: withWords(() => import('./draw/ResultsPage.vue'), drawWords), meta: { place: 'draws' } },
    { path: '/board', name: 'board', component: withWords(() => import('./board/BoardPage.vue'), () => import('./board/words').then((w) => w.addBoardWords())), meta: { place: 'board' } },
    { path: '/checklists', name: 'checklists', component: () => import('./ChecklistsPage.vue'), meta: { place: 'checklists' } },
    { path: '/checklists/:code', name: 'checklist', component: () => import('./ChecklistPage.vue'), props: true, meta: { place: 'checklists' } },
    { path: '/ways', name: 'ways', component: withWords(() => import('./WaysPage.vue'), () => import('./wayswords').then((w) => w.addWaysWords())), meta: { place: 'ways' } },
    { path: '/people', name: 'people', component: withWords(() => import('./people/PeoplePage.vue'), peopleWords), meta: { place: 'people', roles: KNOW_PEOPLE } },
    { path: '/people/sections', name: 'sections', component: withWords(() => import('./people/SectionsPage.vue'), peopleWords), meta: { place: 'people', roles: KNOW_PEOPLE } },
    { path: '/people/leave', name: 'leave', component: withWords(() => import('./people/LeavePage.vue'), peopleWords), meta: { place: 'people', roles: KNOW_PEOPLE } },
    { path: '/people/avoidance', name: 'avoidance', component: withWords(() => import('./people/AvoidancePage.vue'), peopleWords), meta: { place: 'people', roles: ['inspector', 'section_head', 'leader', 'policy'] } },
    { path: '/due', name: 'due', component: () => import('./DuePage.vue'), meta: { place: 'due' } },
    { path: '/reports', name: 'reports', component: () => import('./ReportsPage.vue'), meta: { place: 'reports' } },
    { path: '/archive', name: 'archive', component: withWords(() => import('./ArchivePage.vue'), () => import('./archivewords').then((w) => w.addArchiveWords())), meta: { place: 'archive' } },
    { path: '/rescue', name: 'rescue', component: () => import('./RescuePage.vue'), meta: { place: 'rescue' } },
    { path: '/outbox', name: 'outbox', component: () => import('./OutboxPage.vue'), meta: { place: 'outbox' } },
    { path: '/notices', name: 'notices', component: () => import('./NoticesPage.vue'), meta: { place: 'notices' } },
    { path: '/looks', name: 'looks', component: () => import('./LooksPage.vue'), meta: { place: 'looks' } },
    { path: '/devices', name: 'devices', component: withWords(() => import('./DevicesPage.vue'), () => import('../phone/lock/words').then((w) => w.addLockWords())), meta: { place: 'devices' } },
    { path: '/me', name: 'me', component: () => import('./MyPage.vue'), meta: { place: 'me' } },
    { path: '/:rest(.*)*', name: 'missing', component: () => import('../phone/Missing.vue') },
  ],
})

router.beforeEach((to) => {
  if (to.meta.open) return true
  if (!me.value) return { name: 'signIn', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
  const { role } = me.value
  if (!to.meta.roles && typeof to.meta.place === 'string' && !mayEnter(role, to.meta.place)) return { path: placesFor(role)[0]?.to ?? '/me' }
  if (typeof to.meta.only === 'string' && to.meta.only !== role) return { name: 'checks' }
  if (Array.isArray(to.meta.roles) && !to.meta.roles.includes(role)) return { path: placesFor(role)[0]?.to ?? '/me' }
  return true
})
