import { defineConfig, type Project } from '@playwright/test'
import { findChromium } from '../../scripts/chromium.mjs'
import { canRun } from '../support/left-out.ts'
import { findJava } from './find-java.ts'
import { installForeign } from './install.ts'
import { findNewerNode } from './newer-node.ts'

// The imports of this folder are relative: `#e2e/…` is known to the project's package.json only.

const executablePath = findChromium()
process.env['CHROMIUM_PATH'] = executablePath

/** Skips what cannot run on this machine, but never in CI. */
function available(): Project[] {
  if (!canRun('clients and checkers of others', installForeign)) return []
  const needsJava = 'html.spec.ts'
  const needsNewerNode = 'mcp-checkers.spec.ts'
  return [
    { name: 'node', testIgnore: [needsJava, needsNewerNode] },
    ...(canRun("W3C's checker", findJava) ? [{ name: 'java', testMatch: needsJava }] : []),
    ...(canRun('checkers of MCP', findNewerNode)
      ? [{ name: 'newer Node', testMatch: needsNewerNode }]
      : []),
  ]
}

/** Runs clients and checkers that nobody here wrote against the app and its sandbox. */
export default defineConfig({
  testDir: '.',
  globalSetup: '../servers/global-setup.ts',
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // In CI a dot for each test, so that the end of a long run still shows all that failed.
  reporter: [
    [process.env['CI'] === undefined ? 'list' : 'dot'],
    ['../support/summary-reporter.ts'],
  ],
  use: { launchOptions: { executablePath, args: ['--no-sandbox', '--headless', '--disable-gpu'] } },
  projects: available(),
})
