import { defineConfig } from 'vitest/config'

import { TEST_SECRET } from './support/sign-in.ts'

export default defineConfig({
  resolve: { alias: { '@': new URL('../src', import.meta.url).pathname } },
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    globalSetup: 'tests/support/global-setup.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // The same for the sites that tests serve, so that one's sessions are another's.
    env: { AUTH_SECRET: TEST_SECRET },
  },
})
