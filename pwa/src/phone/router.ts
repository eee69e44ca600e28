import { createRouter, createWebHistory } from 'vue-router'
import { me } from '../use/session'

/** Every page of the phone on one page. Screens are loaded when they are first opened and kept by the service worker. */
export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: '/sign-in', name: 'signIn', component: () => import('./SignIn.vue'), meta: { open: true } },
    { path: '/', name: 'today', component: () => import('./Today.vue'), meta: { bar: true } },
    { path: '/checks', name: 'checks', component: () => import('./Checks.vue'), meta: { bar: true } },
    { path: '/me', name: 'me', component: () => import('./MePage.vue'), meta: { bar: true } },
    { path: '/:rest(.*)*', name: 'missing', component: () => import('./Missing.vue') },
  ],
})

router.beforeEach((to) => {
  if (!me.value && !to.meta.open) return { name: 'signIn', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
  return true
})
