import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { installPackages, packageInstaller } from '../../scripts/debian-packages.mjs'
import { thisMachine } from '../../scripts/machine.mjs'

/** What WebKit is driven with: programs, by path. */
export type WebkitPrograms = { driver: string; browser: string; display: string }

/** Debian keeps it in a folder that is named after the processor. */
function miniBrowser(): string | undefined {
  if (!existsSync('/usr/lib')) return undefined
  return readdirSync('/usr/lib')
    .map((name) => join('/usr/lib', name, 'webkit2gtk-4.1', 'MiniBrowser'))
    .find((path) => existsSync(path))
}

function installed(): WebkitPrograms | undefined {
  const driver = '/usr/bin/WebKitWebDriver'
  const display = '/usr/bin/Xvfb'
  const browser = miniBrowser()
  if (browser === undefined || !existsSync(driver) || !existsSync(display)) return undefined
  return { driver, browser, display }
}

/**
 * WebKitGTK, the engine of iOS and of the Mac in its form for Linux, from Debian's packages.
 * @throws Error when it cannot be had here; the message says what to install
 */
export function findWebkit(): WebkitPrograms {
  const found = installed()
  if (found) return found
  const machine = thisMachine()
  const packages = ['webkit2gtk-driver', 'xvfb']
  const installer = packageInstaller(machine)
  if (installer !== undefined && installPackages(machine, installer, packages)) {
    const fresh = installed()
    if (fresh) return fresh
  }
  throw new Error(`WebKit was not found. On Debian, install ${packages.join(' and ')}.`)
}
