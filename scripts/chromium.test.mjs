import { describe, expect, it } from 'vitest'
import { findChromium, systemPaths, withWindows } from './chromium.mjs'

/** @import { Machine } from './machine.mjs' */

/**
 * A machine with only what a test gives it.
 * @param {{
 *   working?: string[],
 *   broken?: string[],
 *   files?: string[],
 *   commands?: Record<string, () => { ok: boolean, output?: string } | undefined>,
 * } & Partial<Machine>} [given] `commands` are matched by the start of the command line; any other
 *   command fails, as one of a missing program
 */
function machine({ working = [], broken = [], files = [], commands = {}, ...rest } = {}) {
  /** @type {string[]} */
  const ran = []
  /** @type {string[]} */
  const said = []
  /** @type {Machine} */
  const fake = {
    env: { PATH: '/usr/local/bin:/usr/bin' },
    platform: 'linux',
    isRoot: false,
    isFile: (path) => files.includes(path),
    isExecutable: (path) => working.includes(path) || broken.includes(path),
    run: (command, words) => {
      const line = [command, ...words].join(' ')
      ran.push(line)
      if (words[0] === '--version') return { ok: working.includes(command), output: 'Chromium' }
      const known = Object.entries(commands).find(([start]) => line.startsWith(start))
      return { ok: false, output: '', ...known?.[1]() }
    },
    playwrightBrowser: () => undefined,
    downloadBrowser: () => false,
    say: (line) => said.push(line),
    ...rest,
  }
  return { fake, ran, said, working }
}

const chineseFont = { 'fc-list': () => ({ ok: true, output: 'Noto Sans CJK SC' }) }
const noChineseFont = { 'fc-list': () => ({ ok: true, output: '' }) }

describe('finding a browser', () => {
  it('takes CHROMIUM_PATH before all others', () => {
    const { fake, said } = machine({
      working: ['/my/chrome', '/usr/bin/chromium'],
      env: { CHROMIUM_PATH: '/my/chrome', PATH: '/usr/bin' },
      commands: chineseFont,
    })
    expect(findChromium(fake)).toBe('/my/chrome')
    expect(said).toEqual([])
  })

  it('fails when CHROMIUM_PATH does not start, instead of trying others', () => {
    const { fake } = machine({
      broken: ['/my/chrome'],
      working: ['/usr/bin/chromium'],
      env: { CHROMIUM_PATH: '/my/chrome', PATH: '/usr/bin' },
    })
    expect(() => findChromium(fake)).toThrow('CHROMIUM_PATH is /my/chrome')
  })

  it('treats an empty CHROMIUM_PATH as unset', () => {
    const { fake } = machine({
      working: ['/usr/bin/chromium'],
      env: { CHROMIUM_PATH: '', PATH: '/usr/bin' },
      commands: chineseFont,
    })
    expect(findChromium(fake)).toBe('/usr/bin/chromium')
  })

  it('skips a system program that does not start, such as the stub for a snap', () => {
    const { fake } = machine({
      broken: ['/usr/bin/chromium-browser'],
      working: ['/usr/bin/google-chrome'],
      commands: chineseFont,
    })
    expect(findChromium(fake)).toBe('/usr/bin/google-chrome')
  })

  it("takes Playwright's browser where the system has none", () => {
    const { fake, said } = machine({
      working: ['/cache/chrome'],
      playwrightBrowser: () => '/cache/chrome',
      downloadBrowser: () => {
        throw new Error('downloaded although it was there')
      },
      commands: chineseFont,
    })
    expect(findChromium(fake)).toBe('/cache/chrome')
    expect(said).toEqual([])
  })

  it("downloads Playwright's browser and says so", () => {
    const { fake, said, working } = machine({
      playwrightBrowser: () => '/cache/chrome',
      downloadBrowser: () => {
        working.push('/cache/chrome')
        return true
      },
      commands: chineseFont,
    })
    expect(findChromium(fake)).toBe('/cache/chrome')
    expect(said.join('\n')).toContain('npx playwright install chromium')
  })

  it("installs Debian's packages as root when the download fails", () => {
    const { fake, ran, said, working } = machine({
      isRoot: true,
      files: ['/etc/debian_version'],
      commands: {
        ...chineseFont,
        'apt-get install': () => {
          working.push('/usr/bin/chromium', '/usr/bin/chromium-headless-shell')
          return { ok: true }
        },
      },
    })
    expect(findChromium(fake)).toBe('/usr/bin/chromium-headless-shell')
    const installs = ran.filter((line) => line.startsWith('apt-get'))
    expect(installs).toEqual([
      'apt-get install -y --no-install-recommends chromium fonts-noto-cjk chromium-headless-shell',
    ])
    expect(said.join('\n')).toMatch(/download failed[^]*Installing chromium and fonts-noto-cjk/)
  })

  it('installs the one with windows alone where there is no headless shell', () => {
    const { fake, working } = machine({
      isRoot: true,
      files: ['/etc/debian_version'],
      commands: {
        ...chineseFont,
        'apt-get install -y --no-install-recommends chromium fonts-noto-cjk chromium-headless-shell':
          () => ({ ok: false }),
        'apt-get install -y --no-install-recommends chromium fonts-noto-cjk': () => {
          working.push('/usr/bin/chromium')
          return { ok: true }
        },
      },
    })
    expect(findChromium(fake)).toBe('/usr/bin/chromium')
  })

  it('installs it with sudo where sudo asks for no password', () => {
    const { fake, working } = machine({
      files: ['/etc/debian_version'],
      commands: {
        ...chineseFont,
        'sudo -n true': () => ({ ok: true }),
        'sudo -n apt-get install': () => {
          working.push('/usr/bin/chromium')
          return { ok: true }
        },
      },
    })
    expect(findChromium(fake)).toBe('/usr/bin/chromium')
  })

  it('updates the package lists when the first attempt fails, as in a fresh container', () => {
    let updated = false
    const { fake, working } = machine({
      isRoot: true,
      files: ['/etc/debian_version'],
      commands: {
        ...chineseFont,
        'apt-get update': () => {
          updated = true
          return { ok: true }
        },
        'apt-get install': () => {
          if (updated) working.push('/usr/bin/chromium')
          return { ok: updated }
        },
      },
    })
    expect(findChromium(fake)).toBe('/usr/bin/chromium')
  })

  it('finds the one with windows beside a headless shell', () => {
    const shell = '/usr/bin/chromium-headless-shell'
    const both = machine({ working: [shell, '/usr/bin/chromium'] })
    expect(withWindows(shell, both.fake)).toBe('/usr/bin/chromium')
    expect(withWindows(shell, machine({ working: [shell] }).fake)).toBe(shell)
  })

  it('installs nothing on another system, and says what to install', () => {
    const { fake, ran } = machine({ isRoot: true })
    expect(() => findChromium(fake)).toThrow(/Install Chromium or Google Chrome.*CHROMIUM_PATH/s)
    expect(ran.filter((line) => line.includes('apt-get'))).toEqual([])
  })

  it("installs nothing without root's rights", () => {
    const { fake, ran } = machine({ files: ['/etc/debian_version'] })
    expect(() => findChromium(fake)).toThrow('none could be downloaded or installed')
    expect(ran.filter((line) => line.includes('apt-get'))).toEqual([])
  })

  it('fails when the installed package contains no browser that starts', () => {
    const { fake } = machine({
      isRoot: true,
      files: ['/etc/debian_version'],
      broken: ['/usr/bin/chromium'],
      commands: { 'apt-get install': () => ({ ok: true }) },
    })
    expect(() => findChromium(fake)).toThrow('did not give one')
  })
})

describe('a font for Chinese', () => {
  const withBrowser = { working: ['/usr/bin/chromium'] }

  it('is installed where it is missing', () => {
    const { fake, ran, said } = machine({
      ...withBrowser,
      isRoot: true,
      files: ['/etc/debian_version'],
      commands: { ...noChineseFont, 'apt-get install': () => ({ ok: true }) },
    })
    findChromium(fake)
    expect(ran).toContain('apt-get install -y --no-install-recommends fonts-noto-cjk')
    expect(said.join('\n')).toContain('Installing fonts-noto-cjk')
    expect(said.join('\n')).not.toContain('Warning')
  })

  it('is warned about where it cannot be installed, and the browser is used without it', () => {
    const { fake, said } = machine({ ...withBrowser, commands: noChineseFont })
    expect(findChromium(fake)).toBe('/usr/bin/chromium')
    expect(said.join('\n')).toContain('Chinese text will show as boxes')
  })

  it('is not checked on systems that always have one', () => {
    const path = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
    const { fake, ran } = machine({ working: [path], platform: 'darwin', env: {} })
    expect(findChromium(fake)).toBe(path)
    expect(ran).toEqual([`${path} --version`])
  })
})

describe('the usual places', () => {
  it('on Windows are the program folders that exist, with Edge after Chrome', () => {
    const env = { PROGRAMFILES: 'C:\\Program Files' }
    expect(systemPaths({ platform: 'win32', env })).toEqual([
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
      'C:\\Program Files\\Chromium\\Application\\chrome.exe',
      'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
    ])
  })

  it('skip relative folders on PATH, which depend on the working directory', () => {
    const paths = systemPaths({ platform: 'linux', env: { PATH: '.::node_modules/.bin:/opt/bin' } })
    expect(paths.filter((path) => !path.startsWith('/'))).toEqual([])
    expect(paths).toContain('/opt/bin/google-chrome')
  })
})
