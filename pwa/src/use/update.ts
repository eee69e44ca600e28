import { computed, readonly, ref, shallowRef, watch } from 'vue'
import { engineStatus } from './ground'
import { isWriting } from './writing'

const waiting = shallowRef<ServiceWorker>()
const changedElsewhere = ref(false)
const stage = ref<'soon' | 'whole'>()
let registration: ServiceWorkerRegistration | undefined
let accepted = false

/**
 * Whether a new version may be offered now: one waits, or another window has changed to it already, and nothing is half
 * written here. It is never taken without being asked for; this page goes on working with its own chunks until then.
 */
export const newVersion = computed(() => (waiting.value !== undefined || changedElsewhere.value) && !isWriting.value)

/**
 * Whether the app would start and work without a network: `soon` while its second part is still being brought, `whole` when
 * everything is here; undefined where that is not known, or never will be because this browser keeps no apps.
 */
export const offlineApp = readonly(stage)

/** Registers the service worker and notices new versions. An update is offered, never forced. */
export async function watchForUpdates(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  const { serviceWorker } = navigator
  let controlled = serviceWorker.controller !== null
  serviceWorker.addEventListener('controllerchange', () => {
    if (accepted) location.reload()
    else if (controlled) changedElsewhere.value = true // another window took it; this one may be in the middle of a form
    controlled = true
  })
  // A first version that did not come whole is gone, and only a page can ask for it again.
  const again = setInterval(() => (serviceWorker.controller ? clearInterval(again) : void serviceWorker.register('/sw.js').catch(() => undefined)), 15_000)
  const mine = await serviceWorker.register('/sw.js').catch(() => serviceWorker.ready)
  registration = mine
  const notice = (): void => {
    waiting.value = mine.waiting && serviceWorker.controller ? mine.waiting : undefined
  }
  notice()
  mine.addEventListener('updatefound', () => mine.installing?.addEventListener('statechange', notice))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible') return
    lookForUpdate()
    void askForTheRest()
  })
  // The server speaks another dialect: its own app is probably the newer one.
  watch(() => engineStatus.value.phase, (phase) => phase === 'updateApp' && lookForUpdate(), { immediate: true })
  window.addEventListener('online', () => void askForTheRest())
  await askForTheRest()
}

/** Asks the server whether there is a newer version; it announces itself when it is here. */
export function lookForUpdate(): void {
  registration?.update().catch(() => undefined)
}

/** Asks the service worker for the second part of the app, which it brings by itself too, and hears whether it is there. */
async function askForTheRest(): Promise<void> {
  if (stage.value === 'whole') return
  const { active } = await navigator.serviceWorker.ready
  const slow = setTimeout(() => (stage.value = 'soon'), 300)
  const channel = new MessageChannel()
  channel.port1.onmessage = ({ data }: MessageEvent<{ complete: boolean }>) => {
    clearTimeout(slow)
    stage.value = data.complete ? 'whole' : 'soon'
  }
  active?.postMessage({ type: 'STAGE' }, [channel.port2])
}

const PLACE = 'anjian.place'
const patience = 4000

/** Changes to the new version: the page starts anew where it stands, what is on disk stays. */
export function useNewVersion(): void {
  accepted = true
  sessionStorage.setItem(PLACE, JSON.stringify([location.pathname + location.search, window.scrollY]))
  waiting.value?.postMessage({ type: 'SKIP_WAITING' })
  // Already in use, or a browser that does not tell: start anew all the same.
  setTimeout(() => location.reload(), changedElsewhere.value ? 0 : patience)
}

/**
 * After a change of version: back to where one was, and held there while the page fills (what comes in late moves it), until
 * a hand takes over. A page that stays too short goes as far as it goes.
 */
export function returnToPlace(): void {
  const [address, y] = JSON.parse(sessionStorage.getItem(PLACE) ?? '[]') as [string?, number?]
  sessionStorage.removeItem(PLACE)
  if (address !== location.pathname + location.search || !y) return
  const until = Date.now() + patience
  const taken = new AbortController()
  for (const hand of ['pointerdown', 'touchstart', 'wheel', 'keydown']) window.addEventListener(hand, () => taken.abort(), { signal: taken.signal, passive: true })
  const hold = (): void => {
    if (taken.signal.aborted) return
    if (window.scrollY !== y) window.scrollTo(0, y)
    if (Date.now() < until) requestAnimationFrame(hold)
    else taken.abort()
  }
  hold()
}
