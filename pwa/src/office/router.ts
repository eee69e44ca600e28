import { createRouter, createWebHistory } from 'vue-router'
import { me } from '../use/session'

/** Every page of the office. */
export const router = createRouter({
  history: createWebHistory('/office/'),
  routes: [
    { path: '/sign-in', name: 'signIn', component: () => import('../phone/SignIn.vue'), meta: { open: true } },
    { path: '/', name: 'checks', component: () => import('./DeskChecks.vue') },
    { path: '/:rest(.*)*', name: 'missing', component: () => import('../phone/Missing.vue') },
  ],
})

router.beforeEach((to) => (!me.value && !to.meta.open ? { name: 'signIn' } : true))
