import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// The phone in a few pieces instead of a hundred: each file costs a journey on a slow network, and a look-up in the
// service worker without one.
const PIECES: Readonly<Record<string, RegExp>> = {
  // What every page stands on.
  base: /\/node_modules\/(vue|@vue|vue-router|idb|uuid)\/|@oxc-project\/runtime|export-helper|\/src\/(phone\/(words|extra)\.ts|locales\/(translation|zh-CN\/(common|phone))\.ts|use\/(i18n|session|ground|settings|refusal|update|writing)\.ts|inspection\/takenup\.ts|http\/(?!signin)|local\/(?!clock|health|phrases|vault|escrow|passkey|seal\.|sweep|amnesia|evict)|sync\/fate|parts\/(Icon|Toast)\.vue|parts\/(toasts|icons)\.ts)/,
  // What the office shows too, so that it need not load the phone's screens.
  parts: /\/src\/(parts\/(AppBar|EmptyState|Skeleton|StateMark|Sheet|Dialog|DateField|TextArea|TextField|Field|ListRow)\.vue|parts\/(focus|composing)\.ts|use\/days\.ts|inspection\/day\.ts)/,
  // The lists of checks, with the law by which they show what is not sent yet.
  home: /\/src\/(phone\/(Today|Checks|CheckRowCard)\.vue|phone\/((?:wrongclock|duecards)\.ts|check\/(run\.css|growing\.ts))|use\/(checks|sync|clock)\.ts|local\/clock\.ts|parts\/SyncLine\.vue|inspection\/(?!afterwards|deliveries|due|experts|leadout|loopgaps|looppapers|measures|onpaper|orders|papers|recheck|rectify|supplement))|\/node_modules\/canonicalize\//,
  // What makes the hand quick; after the first start.
  hand: /\/src\/(phone\/hand\/|locales\/zh-CN\/hand\.ts)/,
  // Everything about one check, but for what guests see of it too.
  check: /\/src\/(phone\/(check\/(?!Record|PhotoOf|PhotoViewer|paper\.css|check\.css|Sign|RefuseSign|ReportRefusal|EntryRefused|WitnessFields|Papers|Reader))|use\/(check|drafts|photo|position|queue)\.ts|parts\/(ProgressRing|NumberField|PhotoTile|VerdictButtons)\.vue|camera\/(?!process|photo\.worker|marked|alike|print|sheet|pagecode|flatten|readqr)|locales\/zh-CN\/(check|record|sign)\.ts)/,
}
const groups = Object.entries(PIECES).map(([name, test], at, all) => ({ name, test, priority: all.length - at, includeDependenciesRecursively: false }))

/**
 * Rooms of the phone that a first start can do without, with their words. They are not part of installing: the service
 * worker brings them by itself right after, and then they work without a network like everything else. So they must only
 * ever be imported lazily, by `import()`. What carries photos is one of them: without a network it is of no use.
 */
const LATER = ['clock', 'supplement', 'marks', 'shoot', 'lock', 'rescue', 'settle', 'hand', 'sending', 'alike', 'links', 'experts', 'notices', 'loop', 'sheets', 'deliver', 'due', 'devices']
// Signing and the papers come after the visit, so they may come after installing; the register and one's own page can wait too.
const later = new RegExp(`(^|/)src/(phone/(${LATER.join('|')})/|locales/zh-CN/(${LATER.join('|')}|refusals|law)\\.ts|phone/(MePage|Enterprises)\\.vue|phone/check/(Sign|SignHand|RefuseSign|ReportRefusal|EntryRefused|WitnessFields|Papers|Reader|RecordPaper)\\.vue|ink/|inspection/(afterwards|deliveries|due|experts|leadout|loopgaps|looppapers|measures|onpaper|orders|papers|recheck|rectify|supplement)\\.ts|sync/(upload|photos|link|phones|news|covers|devicename)\\.ts|use/(vault|away|memory|news|pdf)\\.ts|local/(vault|escrow|passkey|seal|sweep|amnesia|evict)\\.ts|camera/(marked|alike|sheet|pagecode|flatten)\\.ts)`)

/**
 * Which wing of the house a chunk belongs to. Only the phone's own wing and the later rooms are precached: an inspector's
 * phone never downloads the office or a guest's pages, and a guest's pages are kept by the service worker when they are
 * first opened.
 */
function wing(modules: readonly string[]): string {
  if (modules.some((id) => /(^|\/)src\/(use\/)?office\//.test(id))) return 'office/'
  if (modules.some((id) => /(^|\/)src\/(guest\/|locales\/zh-CN\/guest\.ts)/.test(id))) return 'guest/'
  if (modules.some((id) => /(^|\/)src\/locales\/en\//.test(id))) return 'en/'
  if (modules.some((id) => later.test(id))) return 'later/'
  return ''
}

/** The same for a style sheet that several screens share: it is named after one of them. */
const styleWing = (name: string): string =>
  /^(desk|useScheme|Refused|EnterprisePicker|FreezeForm|PeopleTabs|RegisterFilters|SavedViews|TeamChooser)/.test(name) ? 'office/' : /^(Guest|guest|Told|SignSheet|VisitGlance)/.test(name) ? 'guest/' : /^(hand|Contested|InkPicture|Sign(Hand|aturePad)|SupplementPdf|WitnessFields)\b/.test(name) ? 'later/' : ''

/**
 * Fails a build in which the first stage cannot run without the second: that app would not start offline. And one in which
 * a page comes to load another page's entry, in whatever roundabout way: the other would start on top of it.
 */
const stages: Plugin = {
  name: 'stages',
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter((c) => c.type === 'chunk')
    const pages = chunks.filter((c) => c.isEntry)
    for (const page of pages) {
      const reached = new Set([page.fileName])
      for (const name of reached) {
        const chunk = chunks.find((c) => c.fileName === name)
        for (const next of [...(chunk?.imports ?? []), ...(chunk?.dynamicImports ?? [])]) reached.add(next)
      }
      const other = pages.find((p) => p !== page && reached.has(p.fileName))
      if (other) this.error(`${page.fileName} comes to load ${other.fileName}, which starts a page of its own; what both need belongs to the base`)
    }
    for (const chunk of chunks) {
      if (/^assets\/(office|guest|en|later)\//.test(chunk.fileName)) continue
      const wrong = chunk.imports.find((name) => name.startsWith('assets/later/'))
      if (wrong) this.error(`${chunk.fileName} (${chunk.moduleIds.at(-1)}) imports ${wrong} outright; a later room is only imported lazily`)
    }
  },
}

export default defineConfig({
  base: '/',
  // Only the composition API is used here, and no devtools go to the phone: 8 kB less to load.
  define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
  // The router without its devtools, which its bundler build carries along.
  resolve: { alias: { 'vue-router': here('./node_modules/vue-router/dist/vue-router.esm-browser.prod.js') } },
  plugins: [
    vue(),
    stages,
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      manifest: false,
      injectRegister: false,
      injectManifest: {
        globPatterns: ['index.html', 'manifest.webmanifest', 'icons/*.{png,svg}', 'assets/**/*.{js,css}'],
        // Not everybody's: the office, guests' pages, English, pictures without OffscreenCanvas, icons the home screen asks for. The service worker keeps them when they are first opened.
        globIgnores: ['assets/office/**', 'assets/guest/**', 'assets/en/**', 'assets/process-*', 'assets/sheet.worker-*', 'icons/*512*'],
        dontCacheBustURLsMatching: /^assets\//,
        minify: true,
      },
    }),
  ],
  build: {
    target: ['chrome87', 'safari14.1'],
    cssTarget: ['chrome87', 'safari14.1'],
    assetsInlineLimit: 0,
    sourcemap: false,
    rolldownOptions: {
      input: { phone: here('./index.html'), desk: here('./office/index.html') },
      output: {
        codeSplitting: { groups },
        entryFileNames: (chunk) => `assets/${chunk.name === 'desk' ? 'office/' : ''}[name]-[hash].js`,
        chunkFileNames: (chunk) => `assets/${wing(chunk.moduleIds)}[name]-[hash].js`,
        assetFileNames: (asset) => `assets/${wing(asset.originalFileNames) || styleWing(asset.names[0] ?? '')}[name]-[hash][extname]`,
      },
    },
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': 'http://localhost:8080' } },
})
