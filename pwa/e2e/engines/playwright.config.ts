import { defineConfig } from '@playwright/test'

// The offline and photo stories in every engine Debian has. Playwright only runs and counts them: it starts no browser
// here, because its own builds of Firefox and WebKit are not the ones people have.
// By hand: ANJIAN_E2E_URL=http://localhost:8080 npm run engines -- --project webkit

export default defineConfig({
  retries: process.env.CI ? 1 : 0,
  testDir: './stories',
  outputDir: '../.out/engines',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: { baseURL: process.env.ANJIAN_E2E_URL ?? 'http://localhost:8080' },
  projects: [{ name: 'webkit' }, { name: 'firefox' }, { name: 'chromium' }],
})
