import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// Rooms without windows run in plain Node; a test that needs a page says so itself with `// @vitest-environment happy-dom`.
export default defineConfig({
  plugins: [vue()],
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'e2e/*.test.ts'],
    restoreMocks: true,
  },
})
