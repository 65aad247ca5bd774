import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { folder } from './install.ts'

/**
 * The program of a Node that is new enough for checkers that ask for 22.19: this one, or npm's.
 * @throws Error if there is none for this machine
 */
export function findNewerNode(): string {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 19)) return process.execPath
  const isWindows = process.platform === 'win32'
  const name = `node-${isWindows ? 'win' : process.platform}-${process.arch}`
  const program = isWindows ? 'node.exe' : 'node'
  const found = join(folder, 'node_modules', name, 'bin', program)
  if (existsSync(found)) return found
  throw new Error('npm has no Node 22.19 or newer for this machine.')
}
