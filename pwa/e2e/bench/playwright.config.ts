import { defineConfig } from '@playwright/test'

/** Measurements, not tests: one after the other, once, on an otherwise idle machine. scripts/bench runs them. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../.out/bench',
  workers: 1,
  retries: 0,
  timeout: 10 * 60_000,
  reporter: [['list']],
})
