import { mkdtemp, rm, stat, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId } from '#sandbox/played.ts'
import { startServerProcess } from './testing/server-process.ts'

const project = fileURLToPath(new URL('..', import.meta.url))
const vite = join(project, 'node_modules/vite/bin/vite.js')
const saved = join(project, 'shared/rules/codes/problems/permission.ts')
const flow = 'PRO-SANDBOX-SIGNING'

/** Starting takes seconds, and many on a busy machine. */
it('keeps sessions and data when a file of the proxy is saved', { timeout: 180_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dev-'))
  const server = await startServerProcess(vite, folder, {}, [project])
  const { atime, mtime } = await stat(saved)
  onTestFinished(async () => {
    await server.end('SIGKILL')
    // Else the end-to-end tests build the app anew.
    await utimes(saved, atime, mtime)
    await rm(folder, { recursive: true, maxRetries: 10 })
  })
  await server.ready()
  const send = (path: string, body?: unknown, cookie = '') =>
    fetch(server.url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const issued = await send('/_sandbox/auth-codes', { userId: 'wangwu' })
  const { code } = z.object({ code: z.string() }).parse(await issued.json())
  const session = await send('/api/session', { authCode: code, corpId: sandboxCorpId })
  const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  await send(`/_sandbox/flows/${flow}/advance`, {})
  const readFlow = async () => {
    const answer = await send(`/api/flows/${flow}`, undefined, cookie)
    const view: unknown = await answer.json()
    return { status: answer.status, view }
  }
  const before = await readFlow()

  // A new proxy counts its requests anew. A change that comes before the file is watched is missed.
  await vi.waitFor(
    async () => {
      const time = new Date()
      await utimes(saved, time, time)
      expect(await (await send('/metrics')).text()).not.toContain('/api/session')
    },
    { timeout: 60_000, interval: 1_000 },
  )
  const { status, view } = await readFlow()
  expect(status).toBe(200)
  expect(view).toMatchObject({ flow: z.object({ flow: z.unknown() }).parse(before.view).flow })
  expect(server.output.out.match(/Postgres is running/g)).toHaveLength(1)
})
