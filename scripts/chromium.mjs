import { join } from 'node:path'
import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'
import { installPackages, packageInstaller } from './debian-packages.mjs'
import { thisMachine } from './machine.mjs'

/** @import { Machine } from './machine.mjs' */

const seconds = 1_000
const minutes = 60 * seconds

// Debian's headless shell has the same engine without windows; with it, tests take a third less
// time.
const programNames = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
]

/**
 * The paths where a system's own Chromium or Chrome may be, most likely first.
 * @param {Pick<Machine, 'env' | 'platform'>} machine
 * @returns {string[]}
 */
export function systemPaths({ env, platform }) {
  if (platform === 'win32') {
    return [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        `${folder}\\Google\\Chrome\\Application\\chrome.exe`,
        `${folder}\\Chromium\\Application\\chrome.exe`,
        `${folder}\\Microsoft\\Edge\\Application\\msedge.exe`,
      ])
  }
  const folders = (env['PATH'] ?? '').split(':').filter((folder) => folder.startsWith('/'))
  const onPath = folders.flatMap((folder) => programNames.map((name) => join(folder, name)))
  if (platform === 'darwin') {
    const applications = ['/Applications', join(env['HOME'] ?? '/', 'Applications')].flatMap(
      (folder) => [
        `${folder}/Google Chrome.app/Contents/MacOS/Google Chrome`,
        `${folder}/Chromium.app/Contents/MacOS/Chromium`,
      ],
    )
    return [...applications, ...onPath]
  }
  return [
    ...onPath,
    ...programNames.map((name) => `/usr/bin/${name}`),
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
  ]
}

/**
 * Whether a browser exists and starts. Existing is not enough: Ubuntu's `chromium-browser` may be a
 * stub that only asks for a snap, and a downloaded browser may lack system libraries.
 * @param {Machine} machine
 * @param {string} path
 */
function works(machine, path) {
  if (!machine.isExecutable(path)) return false
  // On Windows `--version` opens a window instead of answering.
  if (machine.platform === 'win32') return true
  return machine.run(path, ['--version'], { timeout: 20 * seconds }).ok
}

/**
 * Without a Chinese font, a browser renders boxes. Installs one if there is none, or warns if this
 * process may not install packages.
 * @param {Machine} machine
 */
export function ensureChineseFont(machine) {
  if (machine.platform !== 'linux') return
  const fonts = machine.run('fc-list', [':lang=zh'], { timeout: 20 * seconds })
  if (fonts.ok && fonts.output.trim() !== '') return
  const installer = packageInstaller(machine)
  // fontconfig contains fc-list; without it every run would start apt-get again.
  const packages = fonts.ok ? ['fonts-noto-cjk'] : ['fonts-noto-cjk', 'fontconfig']
  machine.say('No font with Chinese characters was found.')
  if (installer !== undefined && installPackages(machine, installer, packages)) return
  machine.say(
    'Warning: Chinese text will show as boxes. Install a CJK font (Debian: fonts-noto-cjk).',
  )
}

/**
 * @param {Machine} machine
 * @param {string} detail
 */
function failure(machine, detail) {
  const name = machine.platform === 'linux' ? 'Chromium or Google Chrome' : 'Google Chrome'
  return new Error(
    `${detail}\nInstall ${name} with your system's package manager or installer, or set ` +
      'CHROMIUM_PATH to the executable of a Chromium-based browser, and run this again.',
  )
}

/**
 * @param {Machine} machine
 * @returns {string} path of an executable that starts
 */
function locate(machine) {
  const wanted = machine.env['CHROMIUM_PATH']
  if (wanted !== undefined && wanted !== '') {
    if (works(machine, wanted)) return wanted
    throw failure(machine, `CHROMIUM_PATH is ${wanted}, which is not there or does not start.`)
  }

  const findInSystem = () => [...new Set(systemPaths(machine))].find((path) => works(machine, path))
  const system = findInSystem()
  if (system !== undefined) return system

  const downloaded = () => {
    const path = machine.playwrightBrowser()
    return path !== undefined && works(machine, path) ? path : undefined
  }
  const existing = downloaded()
  if (existing !== undefined) return existing

  machine.say("No Chromium was found; downloading Playwright's (npx playwright install chromium)…")
  if (machine.downloadBrowser({ timeout: 5 * minutes })) {
    const fresh = downloaded()
    if (fresh !== undefined) return fresh
    machine.say('The downloaded browser does not start here.')
  } else {
    machine.say('The download failed.')
  }

  const installer = packageInstaller(machine)
  if (installer === undefined) {
    throw failure(machine, 'No Chromium was found, and none could be downloaded or installed.')
  }
  const packages = ['chromium', 'fonts-noto-cjk']
  if (
    installPackages(machine, installer, [...packages, 'chromium-headless-shell']) ||
    // Ubuntu has no headless shell.
    installPackages(machine, installer, packages)
  ) {
    const installed = findInSystem()
    if (installed !== undefined) return installed
  }
  throw failure(machine, 'No Chromium was found, and installing it with apt-get did not give one.')
}

/**
 * Finds a Chromium that starts, or installs one, in this order: `CHROMIUM_PATH`, the system's own,
 * Playwright's if already downloaded, Playwright's by download, Debian's packages if this process
 * may install them. Then `ensureChineseFont`. Downloads and installations are announced on
 * stderr.
 * @param {Machine} [machine]
 * @returns {string} path of the executable
 * @throws {Error} if there is none; the message says what to do
 */
export function findChromium(machine = thisMachine()) {
  const path = locate(machine)
  ensureChineseFont(machine)
  return path
}

/**
 * The Chromium with windows beside a headless shell, which draws letters otherwise.
 * @param {string} path of the shell or another Chromium
 * @param {Machine} [machine]
 * @returns {string} the same path where there is none
 */
export function withWindows(path, machine = thisMachine()) {
  const other = path.replace(/-headless-shell$/, '')
  return works(machine, other) ? other : path
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  try {
    console.log(findChromium())
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
