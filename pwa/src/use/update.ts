import { readonly, ref, shallowRef } from 'vue'

const waiting = shallowRef<ServiceWorker>()
const stage = ref<'soon' | 'whole'>()

/** A new version that waits to be used; undefined when there is none. */
export const newVersion = readonly(waiting)

/**
 * Whether the app would start and work without a network: `soon` while its second part is still being brought, `whole` when
 * everything is here; undefined where that is not known, or never will be because this browser keeps no apps.
 */
export const offlineApp = readonly(stage)

/** Registers the service worker and notices new versions. An update is offered, never forced. */
export async function watchForUpdates(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  const registration = await navigator.serviceWorker.register('/sw.js')
  const notice = (): void => {
    if (registration.waiting && navigator.serviceWorker.controller) waiting.value = registration.waiting
  }
  notice()
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', notice))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible') return
    registration.update().catch(() => undefined)
    void askForTheRest()
  })
  window.addEventListener('online', () => void askForTheRest())
  await askForTheRest()
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

/** Changes to the new version: the page starts anew, what is on disk stays. */
export function useNewVersion(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  waiting.value?.postMessage({ type: 'SKIP_WAITING' })
}
