// The shell and nothing but the shell: it lets the phone's pages start without a network. It never answers for /api/,
// never for the office, and never touches a request that is not a GET: an upload must reach the server as it was sent.
//
// It comes in two stages. The first is what a start and a check need; it is brought whole or not at all, and only then is
// the version installed. The second (assets/later/) follows by itself: after activation, with every page that opens, and
// whenever a page says that the network is back, until it is complete.

export {}

interface Entry {
  url: string
  revision: string | null
}
declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: Entry[] }

const entries = self.__WB_MANIFEST
const isLater = ({ url }: Entry): boolean => url.startsWith('assets/later/')
const first = entries.filter((e) => !isLater(e))
const later = entries.filter(isLater).map(({ url }) => `/${url}`)
const PREFIX = 'anjian-shell-'
const SHELL = PREFIX + fingerprint(entries.map((e) => `${e.url} ${e.revision ?? ''}`).join('\n'))
/** Remembers which shells were in use, the newest first: not every version that was installed ever was. */
const IN_USE = 'anjian-in-use'
const NOT_OURS = /^\/(api|office|healthz|readyz|metrics)(\/|$)/
const KEPT = /^\/(assets|icons)\/|^\/manifest\.webmanifest$/

/** A short name for a build; it only has to differ when the build differs. */
function fingerprint(text: string): string {
  let h = 0xcbf29ce484222325n
  for (let i = 0; i < text.length; i += 1) h = BigInt.asUintN(64, (h ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n)
  return h.toString(16).padStart(16, '0')
}

self.addEventListener('install', (event) => event.waitUntil(fill()))
self.addEventListener('activate', (event) => {
  const ready = tidy().then(() => self.clients.claim())
  event.waitUntil(ready)
  // Not part of activating: pages are not answered while that lasts, and this may take a slow network's while.
  void ready.then(bringLater)
})
self.addEventListener('message', (event) => {
  const { data, ports } = event as ExtendableMessageEvent
  // An update waits until somebody asks for it: never in the middle of a form.
  if (data?.type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting())
  // A page asks for the second stage, and is told whether it is complete. One that was loading while this version took over
  // was passed over by it, and would stay without it for as long as it is open.
  if (data?.type === 'STAGE') {
    event.waitUntil(self.clients.claim().catch(() => undefined))
    event.waitUntil(bringLater().then((complete) => ports[0]?.postMessage({ complete })))
  }
})

// A notice from outside says that there is something to look at, and nothing of any case. A tap opens the list.
self.addEventListener('push', (event) => {
  const { data } = event as PushEvent
  const said = (data?.json() ?? {}) as { title?: string; text?: string }
  event.waitUntil(self.registration.showNotification(said.title ?? '安监', { body: said.text ?? '', icon: '/icons/icon-192.png', tag: 'anjian' }))
})
self.addEventListener('notificationclick', (event) => {
  const { notification } = event as NotificationEvent
  notification.close()
  event.waitUntil(self.clients.openWindow('/notices'))
})

/** Brings the first stage, all or nothing. */
async function fill(): Promise<void> {
  const shell = await caches.open(SHELL)
  await Promise.all(first.map(({ url, revision }) => bring(shell, `/${url}`, revision)))
}

/** Puts one file into the shell. A file whose name is its content is taken from another build, if it is there. */
async function bring(shell: Cache, path: string, revision: string | null): Promise<void> {
  const here = revision === null ? await caches.match(path) : undefined
  const response = here ?? (await fetch(path, { cache: revision === null ? 'default' : 'reload', credentials: 'same-origin' }))
  if (!response.ok) throw new Error(`shell: ${path} answered ${response.status}`)
  await shell.put(path, response)
}

let bringing: Promise<boolean> | undefined

/** Brings what is missing of the second stage; true when all of it is here. What fails is tried again another time. */
function bringLater(): Promise<boolean> {
  bringing ??= missing().finally(() => {
    bringing = undefined
  })
  return bringing
}

async function missing(): Promise<boolean> {
  const shell = await caches.open(SHELL)
  const here = new Set((await shell.keys()).map(({ url }) => new URL(url).pathname))
  let complete = true
  // One by one: the person's own requests go first on a thin link.
  for (const path of later.filter((each) => !here.has(each))) await bring(shell, path, null).catch(() => (complete = false))
  return complete
}

/** Keeps this build and the one in use before, whose pages may still be open and want their chunks. */
async function tidy(): Promise<void> {
  const memory = await caches.open(IN_USE)
  const used = (await (await memory.match('/'))?.json().catch(() => undefined)) as string[] | undefined
  const all = (await caches.keys()).filter((name) => name.startsWith(PREFIX))
  // A phone of before this list: of the shells it has, the last one was in use.
  const before = (used ?? all.filter((name) => name !== SHELL).slice(-1)).filter((name) => name !== SHELL && all.includes(name))[0]
  await memory.put('/', new Response(JSON.stringify(before ? [SHELL, before] : [SHELL])))
  if (self.registration.installing || self.registration.waiting) return // another version's shell is just being filled
  await Promise.all(all.filter((name) => name !== SHELL && name !== before).map((name) => caches.delete(name)))
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  const url = new URL(request.url)
  if (url.origin !== self.location.origin || NOT_OURS.test(url.pathname)) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (KEPT.test(url.pathname)) event.respondWith(kept(request, url.pathname))
})

async function page(request: Request): Promise<Response> {
  const shell = await caches.open(SHELL)
  return (await shell.match('/index.html')) ?? fetch(request)
}

/** Files named by content: what is here is right. A guest's chunks join the shell when they are first opened. */
async function kept(request: Request, path: string): Promise<Response> {
  const shell = await caches.open(SHELL)
  const here = (await shell.match(path)) ?? (await caches.match(path))
  if (here) return here
  const response = await fetch(request)
  if (response.ok && response.type === 'basic' && path.startsWith('/assets/')) await shell.put(path, response.clone())
  return response
}
