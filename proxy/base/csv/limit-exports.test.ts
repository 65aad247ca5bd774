import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import { asProblemError } from '#proxy/base/store/as-problem.ts'
import { portOf } from '#proxy/testing/listen.ts'
import { limitExports } from './limit-exports.ts'

let server: Server
let url: string

/** Serves a file that goes on until its client leaves, and one that is complete. */
beforeEach(async () => {
  const app = new Hono<AppEnv>()
    .onError((error, c) => c.text(asProblemError(error).code))
    .use(async (c, next) => {
      const [corpId = '', userId = ''] = c.req.header('x-who')?.split('/') ?? []
      const at = { signedInAt: 0, expiresAt: 0 }
      c.set('session', {
        sessionId: '',
        corpId,
        userId,
        name: '',
        unionId: null,
        sysLevel: 0,
        ...at,
      })
      await next()
    })
    .use(limitExports(true))
    .get('/endless.csv', policy({ isExport: true }), (c) =>
      c.body(
        new ReadableStream({ start: (file) => file.enqueue(new TextEncoder().encode('row')) }),
      ),
    )
    .get('/short.csv', policy({ isExport: true }), (c) => c.text('short'))
    .get('/page', (c) => c.text('page'))
  const listener = getRequestListener(app.fetch)
  server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${portOf(server)}`
})

afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})

/** @returns makes the client leave */
async function take(who: string): Promise<() => void> {
  const leaving = new AbortController()
  const { signal } = leaving
  const answer = await fetch(`${url}/endless.csv`, { headers: { 'x-who': who }, signal })
  const begun = await answer.body?.getReader().read()
  expect(Buffer.from(begun?.value ?? []).toString()).toBe('row')
  return () => leaving.abort()
}

async function textOf(path: string, who: string, method = 'GET'): Promise<string> {
  return (await fetch(url + path, { headers: { 'x-who': who }, method })).text()
}

it('lets a person take two files at a time, until they have arrived or the client leaves', async () => {
  const leave = await take('dingone/a')
  await take('dingone/a')
  expect(await textOf('/short.csv', 'dingone/a')).toBe('too-many-archives')
  expect(await textOf('/page', 'dingone/a')).toBe('page')
  expect(await textOf('/short.csv', 'dingone/b')).toBe('short')
  leave()
  await vi.waitFor(async () => expect(await textOf('/short.csv', 'dingone/a')).toBe('short'))
  await textOf('/endless.csv', 'dingone/a', 'HEAD')
  expect(await textOf('/short.csv', 'dingone/a')).toBe('short')
})

it('keeps room for other organisations', async () => {
  await Promise.all(['a', 'a', 'b', 'b'].map((userId) => take(`dingone/${userId}`)))
  expect(await textOf('/short.csv', 'dingone/c')).toBe('archives-full')
  expect(await textOf('/short.csv', 'dingtwo/c')).toBe('short')
})
