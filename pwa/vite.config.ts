import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * Which wing of the house a chunk belongs to. Only the phone's wing is precached: an inspector's phone never downloads
 * the office or a guest's pages, and a guest's pages are kept by the service worker when they are first opened.
 */
function wing(modules: readonly string[]): string {
  if (modules.some((id) => id.includes('/src/office/'))) return 'office/'
  if (modules.some((id) => id.includes('/src/guest/'))) return 'guest/'
  if (modules.some((id) => id.includes('/src/locales/en/'))) return 'en/'
  return ''
}

export default defineConfig({
  base: '/',
  plugins: [
    vue(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      manifest: false,
      injectRegister: false,
      injectManifest: {
        globPatterns: ['index.html', 'manifest.webmanifest', 'icons/*.{png,svg}', 'assets/**/*.{js,css}'],
        globIgnores: ['assets/office/**', 'assets/guest/**'],
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
        entryFileNames: (chunk) => `assets/${chunk.name === 'desk' ? 'office/' : ''}[name]-[hash].js`,
        chunkFileNames: (chunk) => `assets/${wing(chunk.moduleIds)}[name]-[hash].js`,
        assetFileNames: (asset) => `assets/${wing(asset.originalFileNames)}${asset.names[0]?.startsWith('desk') ? 'office/' : ''}[name]-[hash][extname]`,
      },
    },
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': 'http://localhost:8080' } },
})
