import { execFile, execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual, promisify } from 'node:util'
import { root } from '#scripts/built-app.mjs'

const run = promisify(execFile)

const baseline = 'proxy/base/store/migrations/0000_baseline.sql'

/** A build of the app from an earlier commit. */
export type BuildBefore = {
  /** What was built, for the results. */
  name: string
  build: string
  remove(): Promise<void>
}

/** @returns its output without the end of the line; null if git fails */
function git(...words: string[]): string | null {
  try {
    const text = execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: 'pipe' })
    return text.trim() || null
  } catch {
    return null
  }
}

/**
 * The newest tag before HEAD, or until there is one, the last commit with the migrations
 * before 1.0.0.
 * @returns null where the history is not there
 */
function nameBefore(): string | null {
  const tag = git('describe', '--tags', '--abbrev=0', 'HEAD^')
  if (tag !== null) return tag
  const added = git('log', '--diff-filter=A', '--format=%H', '--', baseline)
  const first = added?.split('\n').at(-1)
  return first === undefined ? null : git('rev-parse', '--short=12', `${first}^`)
}

/** Builds the release before in a temporary folder. @returns null where the history is not there */
export async function buildBefore(): Promise<BuildBefore | null> {
  const name = nameBefore()
  if (name === null) return null
  const folder = await mkdtemp(join(tmpdir(), 'build-before-'))
  const archive = join(folder, 'sources.tar')
  const sources = join(folder, 'sources')
  await run('git', ['archive', '--output', archive, name], { cwd: root })
  await mkdir(sources)
  await run('tar', ['--extract', '--file', archive, '--directory', sources])
  const isLike = isDeepStrictEqual(packagesOf(sources), packagesOf(root))
  if (isLike) await symlink(join(root, 'node_modules'), join(sources, 'node_modules'))
  else await run('npm', ['ci'], { cwd: sources })
  await run('npm', ['run', 'build'], { cwd: sources, maxBuffer: 2 ** 26 })
  return {
    name,
    build: join(sources, 'dist'),
    remove: () => rm(folder, { recursive: true }),
  }
}

/** What is installed for a project, without the project itself, whose version changes. */
function packagesOf(folder: string): unknown {
  const lock: { packages: Record<string, unknown> } = JSON.parse(
    readFileSync(join(folder, 'package-lock.json'), 'utf8'),
  )
  return { ...lock.packages, '': null }
}
