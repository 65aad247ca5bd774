import { defineConfig } from '@playwright/test'
import { contexts, grepOf, type PlatformOptions } from './e2e/client/platforms.ts'
import { findChromium } from './scripts/chromium.mjs'

// Worker processes read this file too and inherit the result.
const executablePath = findChromium()
process.env['CHROMIUM_PATH'] = executablePath

const platforms = ['android', 'ios', 'harmony', 'pc', 'browser'] as const

/** End-to-end tests: the built app on the sandbox, in four emulated DingTalk clients and without. */
export default defineConfig<PlatformOptions>({
  testDir: 'e2e',
  testMatch: 'specs/**/*.spec.ts',
  globalSetup: './e2e/servers/global-setup.ts',
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  workers: 2,
  // Wide enough for a small, busy machine; what needs more hangs.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['./e2e/support/summary-reporter.ts']],
  use: {
    // Requests of a service worker cannot be intercepted; tests about it allow it.
    serviceWorkers: 'block',
    launchOptions: {
      executablePath,
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
    screenshot: 'only-on-failure',
  },
  projects: platforms.map((platform) => ({
    name: platform,
    grep: grepOf[platform],
    use: { platform, ...contexts[platform] },
  })),
})
