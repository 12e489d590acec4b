import { defineConfig } from '@playwright/test'
import { CHROMIUM_ARGS, chromiumPath } from './support/chromium.ts'

export default defineConfig({
  testDir: 'e2e',
  outputDir: '../.data-test/playwright',
  globalSetup: './support/e2e-setup.ts',
  workers: 2,
  timeout: 60_000,
  // A fault that does not come again is told as flaky at the end, and counted once.
  retries: 1,
  // A busy machine may take its time.
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json']],
  use: {
    launchOptions: { executablePath: await chromiumPath(), args: CHROMIUM_ARGS },
    trace: 'off',
  },
})
