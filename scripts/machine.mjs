import { spawnSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { createRequire } from 'node:module'

/**
 * The parts of the machine needed to find a browser; tests pass a fake.
 * @typedef {object} Machine
 * @property {Record<string, string | undefined>} env
 * @property {NodeJS.Platform} platform
 * @property {boolean} isRoot
 * @property {(path: string) => boolean} isFile
 * @property {(path: string) => boolean} isExecutable
 * @property {(command: string, words: string[], limits: RunLimits) => RunResult} run
 *   runs a program until it exits; `ok` is false if it is missing, fails or times out
 * @property {() => string | undefined} playwrightBrowser
 *   path of Playwright's Chromium, even if it is not downloaded
 * @property {(limits: { timeout: number }) => boolean} downloadBrowser
 *   lets Playwright download its Chromium; returns whether that worked
 * @property {(line: string) => void} say
 */

/**
 * @typedef {object} RunLimits
 * @property {number} timeout milliseconds, after which the program is killed
 * @property {boolean} [show] shows the program's output (on stderr) instead of returning it
 */

/**
 * @typedef {object} RunResult
 * @property {boolean} ok
 * @property {string} output what the program wrote to stdout, unless it was shown
 */

const require = createRequire(import.meta.url)

/** @type {Machine['run']} */
function run(command, words, { timeout, show = false }) {
  const { status, stdout } = spawnSync(command, words, {
    timeout,
    // A package manager gets the chance to clean up; commands such as `--version` do not need it.
    killSignal: show ? 'SIGTERM' : 'SIGKILL',
    encoding: 'utf8',
    // chromium.mjs prints a path on stdout, so a shown program's output goes to stderr.
    stdio: show ? ['ignore', 2, 2] : ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return { ok: status === 0, output: stdout ?? '' }
}

/** @type {Machine['isFile']} */
function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

/** @returns {Machine} */
export function thisMachine() {
  return {
    env: process.env,
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    isFile,
    isExecutable: (path) => {
      if (!isFile(path)) return false
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    },
    run,
    playwrightBrowser: () => {
      try {
        /** @type {typeof import('@playwright/test')} */
        const playwright = require('@playwright/test')
        return playwright.chromium.executablePath()
      } catch {
        return undefined
      }
    },
    downloadBrowser: ({ timeout }) => {
      try {
        const cli = require.resolve('@playwright/test/cli')
        const words = [cli, 'install', '--no-shell', 'chromium']
        return run(process.execPath, words, { timeout, show: true }).ok
      } catch {
        return false
      }
    },
    say: (line) => console.error(line),
  }
}
