import { defineConfig } from '@playwright/test'

// The stories run against a server that is already there, with the demo world; scripts/test starts it and says where.
// Run by hand: ANJIAN_E2E_URL=http://localhost:8080 npm run e2e

const url = process.env.ANJIAN_E2E_URL ?? 'http://localhost:8080'

export default defineConfig({
  testDir: './stories',
  outputDir: './.out/traces',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // Once more where nobody watches: a story that needs it is listed as flaky, not as passed.
  retries: process.env.CI ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    baseURL: url,
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.ANJIAN_E2E_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
})
