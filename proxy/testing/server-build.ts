import { execFile } from 'node:child_process'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { listen, stopListening } from './listen.ts'

declare module 'vitest' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- Only an interface is merged.
  export interface ProvidedContext {
    /** Address where `builtServer` requests the server. */
    serverBuild: string
  }
}

const project = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Builds the server like `npm run build`, into a temporary folder, on the first request in a run. A
 * built server starts much faster than one from source, and `dist` may be outdated.
 */
export async function setup(context: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'built-server-'))
  let building: Promise<string> | undefined
  const server = createServer((_request, response) => {
    building ??= build(folder)
    building.then(
      (entry) => response.end(entry),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  context.provide('serverBuild', await listen(server))
  return async () => {
    await stopListening(server)
    await rm(folder, { recursive: true, maxRetries: 10 })
  }
}

async function build(folder: string): Promise<string> {
  const vite = join(project, 'node_modules/vite/bin/vite.js')
  const outDir = join(folder, 'server')
  const args = [vite, 'build', '--ssr', '--outDir', outDir, '--logLevel', 'warn']
  await promisify(execFile)(process.execPath, args, { cwd: project })
  await symlink(join(project, 'node_modules'), join(folder, 'node_modules'))
  return join(outDir, 'server.js')
}
