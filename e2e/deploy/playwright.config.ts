import { defineConfig } from '@playwright/test'
import { findChromium } from '../../scripts/chromium.mjs'

const executablePath = findChromium()
process.env['CHROMIUM_PATH'] = executablePath

const minuteMs = 60_000

/**
 * What carries the app, really run: `npm run test:deploy`. The recipes are those of
 * docs/deployment.md.
 */
export default defineConfig({
  testDir: '.',
  globalSetup: '../servers/global-setup.ts',
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  workers: 1,
  timeout: 10 * minuteMs,
  expect: { timeout: 20_000 },
  use: {
    serviceWorkers: 'block',
    // The certificate is made by the test; Node's clients check it.
    ignoreHTTPSErrors: true,
    launchOptions: { executablePath, args: ['--no-sandbox', '--headless', '--disable-gpu'] },
  },
})
