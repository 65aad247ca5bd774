/** @import { Machine } from './machine.mjs' */

const seconds = 1_000
const minutes = 60 * seconds

/**
 * `apt-get`, with sudo if needed and allowed; undefined if this process may not install packages.
 * @param {Machine} machine
 * @returns {string[] | undefined} the command and its first arguments
 */
export function packageInstaller(machine) {
  if (!machine.isFile('/etc/debian_version')) return undefined
  if (machine.isRoot) return ['apt-get']
  const sudo = machine.run('sudo', ['-n', 'true'], { timeout: 10 * seconds })
  return sudo.ok ? ['sudo', '-n', 'apt-get'] : undefined
}

/**
 * Installs packages; updates the package lists first if needed.
 * @param {Machine} machine
 * @param {string[]} installer from {@link packageInstaller}
 * @param {string[]} packages
 * @returns {boolean} whether they are installed now
 */
export function installPackages(machine, [command = '', ...words], packages) {
  const limits = { timeout: 10 * minutes, show: true }
  const install = [...words, 'install', '-y', '--no-install-recommends', ...packages]
  machine.say(`Installing ${packages.join(' and ')} with apt-get…`)
  if (machine.run(command, install, limits).ok) return true
  machine.say('That failed; trying once more after apt-get update…')
  machine.run(command, [...words, 'update'], limits)
  return machine.run(command, install, limits).ok
}
