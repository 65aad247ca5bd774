import { defineConfig, type PlaywrightWorkerOptions, type Project } from '@playwright/test'
import { contexts } from '#e2e/client/platforms.ts'
import { canRun } from '#e2e/support/left-out.ts'
import { findChromium } from '#scripts/chromium.mjs'
import type { EngineOptions } from './fixtures.ts'
import { findChromium69 } from './find-chromium69.ts'
import { findWebkit } from './find-webkit.ts'

const macClient =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15 DingTalk(8.3.15-macOS-54673844) nw DTWKWebView Channel/201200 Architecture/x86_64 webDt/PC'

// Worker processes read this file too. They inherit the variable and do not search again.
const executablePath = findChromium()
process.env['CHROMIUM_PATH'] = executablePath

type EngineProject = Project<object, EngineOptions & Partial<PlaywrightWorkerOptions>>

/** The gallery's pictures, which today's Chromium draws. */
const pictures: EngineProject = {
  name: 'pictures',
  testDir: '../gallery',
  testMatch: '*.spec.ts',
  use: { launchOptions: { executablePath, args: ['--no-sandbox', '--headless', '--disable-gpu'] } },
}

const chromium69: EngineProject = {
  name: 'chromium-69',
  use: {
    engineName: 'chromium-69',
    platform: 'android',
    device: {
      userAgent: contexts.android.userAgent,
      width: 360,
      height: 640,
      hasTouch: true,
    },
  },
}

const webkit: EngineProject[] = [
  {
    name: 'webkit-ios',
    // WebKit for Linux has no touch.
    grepInvert: /@touch/,
    use: {
      engineName: 'webkit',
      platform: 'ios',
      // The smallest width of WebKit's window.
      device: { userAgent: contexts.ios.userAgent, width: 447, height: 800, hasTouch: false },
    },
  },
  {
    name: 'webkit-mac',
    grepInvert: /@touch/,
    use: {
      engineName: 'webkit',
      platform: 'mac',
      device: { userAgent: macClient, width: 1280, height: 800, hasTouch: false },
    },
  },
]

/** Skips engines that cannot run on this machine, but never in CI. */
function available(): EngineProject[] {
  return [
    { projects: [chromium69], find: findChromium69 },
    { projects: webkit, find: findWebkit },
  ].flatMap(({ projects, find }) =>
    canRun(projects.map(({ name }) => name).join(', '), find) ? projects : [],
  )
}

/**
 * The app in every state: its pictures, and how it does on the engines in the field, which are the
 * oldest supported Chromium, and WebKit.
 */
export default defineConfig<object, EngineOptions>({
  testDir: '.',
  globalSetup: '../servers/global-setup.ts',
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  // In CI a dot for each test, so that the end of a long run still shows all that failed.
  reporter: [
    [process.env['CI'] === undefined ? 'list' : 'dot'],
    ['../support/summary-reporter.ts'],
  ],
  projects: [pictures, ...available()],
})
