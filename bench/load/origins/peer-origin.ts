import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { build } from 'vite'
import { root } from '#scripts/built-app.mjs'
import type { SignInAnswer } from '#shared/schemas/session.ts'
import {
  brotli,
  json,
  startPlainOrigin,
  type PlainAnswer,
  type PlainOrigin,
  type PlainRequest,
} from './plain-origin.ts'

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

/**
 * The `peer`: an app with the same libraries, written in the common way (`bench/peer`) and built
 * with Vite's defaults, with a server that makes one upstream call per call.
 * @param answers to the calls, by task id
 */
export async function startPeerOrigin(
  answers: ReadonlyMap<string, SignInAnswer>,
  upstreamMs: number,
): Promise<PlainOrigin> {
  const files = await buildPeer()
  const calls = new Map([...answers].flatMap(([taskId, answer]) => callsOf(taskId, answer)))
  return startPlainOrigin(async ({ method, path }: PlainRequest) => {
    const call = calls.get(`${method} ${path}`)
    if (call === undefined) return files.get(path) ?? files.get('/index.html') ?? null
    await delay(upstreamMs)
    return call
  })
}

function callsOf(taskId: string, answer: SignInAnswer): [string, PlainAnswer][] {
  const { flow: view, ...session } = answer
  if (view === undefined || 'problem' in view) throw new Error(`${taskId} cannot be read`)
  const { flow, signers } = view.ok
  return [
    ['POST /api/login', json(session)],
    [`GET /api/flows/${taskId}`, json(flow)],
    [`GET /api/flows/${taskId}/signers`, json('ok' in signers ? signers.ok : [])],
  ]
}

async function buildPeer(): Promise<Map<string, PlainAnswer>> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-peer-'))
  try {
    await build({
      root: join(root, 'bench', 'peer'),
      configFile: false,
      // Vite warns about every "use client" in the libraries.
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: true, chunkSizeWarningLimit: 5_000 },
    })
    const names = await readdir(folder, { recursive: true, withFileTypes: true })
    const entries = names
      .filter((entry) => entry.isFile())
      .map(async (entry): Promise<[string, PlainAnswer]> => {
        const file = join(entry.parentPath, entry.name)
        const type = types[extname(file)] ?? 'application/octet-stream'
        const hasHash = type !== types['.html']
        const cacheControl = hasHash ? 'public, max-age=31536000, immutable' : 'no-cache'
        const path = file.slice(folder.length).replaceAll('\\', '/')
        return [path, { ...brotli(type, await readFile(file)), cacheControl }]
      })
    return new Map(await Promise.all(entries))
  } finally {
    await rm(folder, { recursive: true })
  }
}
