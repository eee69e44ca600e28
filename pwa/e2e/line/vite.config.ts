// Makes one plain program of the line's figures, for Node.

import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('../..'),
  publicDir: false,
  ssr: { noExternal: true },
  build: { ssr: here('./main.ts'), target: 'node20', emptyOutDir: true, minify: false, outDir: process.env.LINE_OUT ?? here('../.out/line') },
})
