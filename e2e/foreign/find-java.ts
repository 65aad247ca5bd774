import { installPackages, packageInstaller } from '../../scripts/debian-packages.mjs'
import { thisMachine } from '../../scripts/machine.mjs'

/**
 * Makes sure that there is a `java`, which W3C's checker needs.
 * @throws Error if it is missing and cannot be installed; the message names the package
 */
export function findJava(): void {
  const machine = thisMachine()
  const works = () => machine.run('java', ['-version'], { timeout: 20_000 }).ok
  if (works()) return
  const packages = ['default-jre-headless']
  const installer = packageInstaller(machine)
  if (installer !== undefined && installPackages(machine, installer, packages) && works()) return
  throw new Error(`Java was not found. On Debian, install ${packages.join()}.`)
}
