// Makes one plain program of the simulation, for Node: everything it needs is inside.

import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('../..'),
  publicDir: false,
  ssr: { noExternal: true },
  build: { ssr: here('./main.ts'), target: 'node20', emptyOutDir: true, minify: false, outDir: process.env.CHAOS_OUT ?? here('../.out/chaos') },
})
