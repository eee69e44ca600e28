// The shell and nothing but the shell: it lets the phone's pages start without a network. It never answers for /api/,
// never for the office, and never touches a request that is not a GET: an upload must reach the server as it was sent.

export {}

interface Entry {
  url: string
  revision: string | null
}
declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: Entry[] }

const entries = self.__WB_MANIFEST
const PREFIX = 'anjian-shell-'
const SHELL = PREFIX + fingerprint(entries.map((e) => `${e.url} ${e.revision ?? ''}`).join('\n'))
const NOT_OURS = /^\/(api|office|healthz|readyz|metrics)(\/|$)/
const KEPT = /^\/(assets|icons)\/|^\/manifest\.webmanifest$/

/** A short name for a build; it only has to differ when the build differs. */
function fingerprint(text: string): string {
  let h = 0xcbf29ce484222325n
  for (let i = 0; i < text.length; i += 1) h = BigInt.asUintN(64, (h ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n)
  return h.toString(16).padStart(16, '0')
}

self.addEventListener('install', (event) => event.waitUntil(fill()))
self.addEventListener('activate', (event) => event.waitUntil(tidy().then(() => self.clients.claim())))
// An update waits until somebody asks for it: never in the middle of a form.
self.addEventListener('message', (event) => {
  if (event.data?.type === 'SKIP_WAITING') void self.skipWaiting()
})

/** Brings the whole shell, all or nothing. A file whose name is its content is taken from the build before, if it is there. */
async function fill(): Promise<void> {
  const shell = await caches.open(SHELL)
  await Promise.all(
    entries.map(async ({ url, revision }) => {
      const path = `/${url}`
      const here = revision === null ? await caches.match(path) : undefined
      const response = here ?? (await fetch(path, { cache: revision === null ? 'default' : 'reload', credentials: 'same-origin' }))
      if (!response.ok) throw new Error(`shell: ${path} answered ${response.status}`)
      await shell.put(path, response)
    }),
  )
}

/** Keeps this build and the one before, whose pages may still be open and want their chunks. */
async function tidy(): Promise<void> {
  const shells = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== SHELL)
  await Promise.all(shells.slice(0, -1).map((name) => caches.delete(name)))
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
