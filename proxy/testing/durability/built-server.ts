import { execFile } from 'node:child_process'
import { mkdtemp, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const project = fileURLToPath(new URL('../../..', import.meta.url))

/**
 * Builds the server like `npm run build`, into a temporary folder. A built server starts much
 * faster than one from sources, and `dist` may be outdated.
 * @returns the path of its entry
 */
export async function buildServer(): Promise<{ entry: string; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'built-server-'))
  const vite = join(project, 'node_modules/vite/bin/vite.js')
  const outDir = join(folder, 'server')
  const args = [vite, 'build', '--ssr', '--outDir', outDir, '--logLevel', 'warn']
  await promisify(execFile)(process.execPath, args, { cwd: project })
  await symlink(join(project, 'node_modules'), join(folder, 'node_modules'))
  return { entry: join(outDir, 'server.js'), folder }
}
