import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { installPackages, packageInstaller } from '#scripts/debian-packages.mjs'
import { thisMachine } from '#scripts/machine.mjs'

/** The paths of the programs that run WebKit. */
export type WebkitPrograms = { driver: string; browser: string; display: string }

/** Debian puts MiniBrowser into a folder named after the processor architecture. */
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
 * WebKitGTK from Debian's packages: the engine of iOS and macOS, built for Linux.
 * @throws Error if it is missing and cannot be installed; the message names the packages
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
