import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/chromium.mjs'

// Worker processes read this file too. They inherit the variable and do not search again.
const executablePath = findChromium()
process.env['CHROMIUM_PATH'] = executablePath

/** End-to-end tests: the built app on the sandbox, in four emulated DingTalk clients and a browser. */
export default defineConfig({
  projects: [
    { name: 'specs', testDir: 'e2e/specs' },
    // A part of `npm run test:rest`.
    { name: 'walks', testDir: 'e2e/walks' },
  ],
  globalSetup: './e2e/servers/global-setup.ts',
  // The tests of a file run in one worker, which starts their app once.
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  workers: 2,
  // Long enough for a small, busy machine; a test that takes longer hangs.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // In CI a dot for each test, so that the end of a long run still shows all that failed.
  reporter: [
    [process.env['CI'] === undefined ? 'list' : 'dot'],
    ['./e2e/support/summary-reporter.ts'],
  ],
  use: {
    launchOptions: {
      executablePath,
      // That of the tests: a new window that a page opens has it from its first script on.
      env: { ...process.env, TZ: 'Asia/Shanghai' },
      args: [
        '--no-sandbox',
        '--headless',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
