// The checker's own tests: they need the built server, which scripts/chaos --check-the-checker brings.

import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { environment: 'node', include: ['e2e/chaos/*.test.ts'], testTimeout: 120_000, hookTimeout: 60_000, fileParallelism: false },
})
