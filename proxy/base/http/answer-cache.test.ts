import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AppEnv } from './app-env.ts'
import { createLogger } from '#proxy/base/log.ts'
import { createRequestRecorder, observe } from './observe.ts'
import { createAnswerCache } from './answer-cache.ts'
import { portOf } from '#proxy/testing/listen.ts'

/** How the app uses the cache is tested in `flows/read/repeated-views.test.ts`. */

const lines: Record<string, unknown>[] = []
const log = createLogger('info', { write: (line) => void lines.push(JSON.parse(line)) })
const asked = vi.fn()
const counted = vi.fn()
const looked = vi.fn()
const holds = vi.fn(() => true)
const isCurrent = vi.fn(() => true)
const session = {
  sessionId: 's',
  corpId: 'c',
  name: '李四',
  unionId: null,
  sysLevel: 0,
  signedInAt: 0,
  expiresAt: 1,
}

let body: string
let server: Server
let url: string

beforeEach(async () => {
  lines.length = 0
  for (const mock of [asked, counted, looked]) mock.mockReset()
  holds.mockReset().mockReturnValue(true)
  body = '{"flow":"短"}'
  const note = createRequestRecorder(log, counted)
  const repeated = createAnswerCache(isCurrent, note, looked)
  const app = new Hono<AppEnv>().use(observe(note), repeated.keep).get('*', (c) => {
    asked()
    c.set('session', { ...session, userId: c.req.header('cookie') ?? '' })
    const answer = `${body}${c.req.header('cookie') ?? ''}`
    if (!c.req.path.includes('FAILED')) c.set('repeatable', { body: answer, holds })
    c.header('content-type', 'application/json')
    return c.body(answer, c.req.path.includes('201') ? 201 : 200)
  })
  const answerUncached = getRequestListener(app.fetch)
  server = createServer((request, response) => {
    if (!repeated.answer(request, response)) void answerUncached(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${portOf(server)}`
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

async function ask(
  headers: Record<string, string> = {},
  path = '/api/flows/PRO-1',
  method = 'GET',
) {
  const answer = await fetch(url + path, { method, headers: { cookie: 'lisi', ...headers } })
  return { answer, text: await answer.text() }
}

function headersOf({ headers }: Response): Record<string, string> {
  const { 'x-request-id': _id, date: _date, ...rest } = Object.fromEntries(headers)
  return rest
}

describe('an answer', () => {
  it('is repeated unchanged, with its own request id and log line', async () => {
    const [first, second] = [await ask(), await ask()]
    expect(asked).toHaveBeenCalledTimes(1)
    expect(second.text).toBe('{"flow":"短"}lisi')
    expect(second.text).toBe(first.text)
    expect(headersOf(second.answer)).toEqual(headersOf(first.answer))
    const ids = [first, second].map(({ answer }) => answer.headers.get('x-request-id'))
    expect(new Set(ids).size).toBe(2)
    const [firstLine, secondLine] = lines
    expect(lines.map(({ requestId }) => requestId)).toEqual(ids)
    expect({ ...secondLine, requestId: 0, ms: 0, time: 0 }).toEqual({
      ...firstLine,
      requestId: 0,
      ms: 0,
      time: 0,
    })
    expect(counted.mock.calls).toMatchObject([[{ route: '/*' }], [{ route: '/*' }]])
    expect(looked.mock.calls).toEqual([['miss'], ['hit']])
    expect(firstLine).toMatchObject({ corpId: 'c', userId: 'lisi', status: 200, method: 'GET' })
  })

  it.each([
    ['with another cookie', { cookie: 'wangwu' }],
    ['without one', { cookie: '' }],
    ['for another organisation', { 'x-corp-id': 'd' }],
    ['in another encoding', { 'accept-encoding': 'br' }],
    ['with a signed link', { 'x-flow-access': '1.2.3' }],
    ['for the newest', { 'cache-control': 'no-cache' }],
  ])('is created again for a request %s', async (_who, headers) => {
    await ask()
    await ask(headers)
    expect(asked).toHaveBeenCalledTimes(2)
    expect((await ask()).text).toContain('lisi')
    expect(asked).toHaveBeenCalledTimes(2)
  })

  it.each([
    ['of another flow', '/api/flows/PRO-2', 'GET'],
    ['with a query', '/api/flows/PRO-1?a=1', 'GET'],
    ['by another method', '/api/flows/PRO-1', 'HEAD'],
  ])('is created again for a request %s', async (_what, path, method) => {
    await ask()
    await ask({}, path, method)
    expect(asked).toHaveBeenCalledTimes(2)
  })

  it('is created again as soon as it is outdated', async () => {
    await ask()
    holds.mockReturnValue(false)
    body = '{"flow":"new"}'
    expect((await ask()).text).toContain('new')
    holds.mockReturnValue(true)
    expect((await ask()).text).toContain('new')
    expect(asked).toHaveBeenCalledTimes(2)
  })

  it.each([
    ['may not be kept', '/api/flows/FAILED'],
    ['has another status', '/api/flows/201'],
    ['is none of a flow', '/api/me'],
  ])('is created again when it %s', async (_what, path) => {
    await ask({}, path)
    await ask({}, path)
    expect(asked).toHaveBeenCalledTimes(2)
  })

  it('is not kept when it is large', async () => {
    body = 'x'.repeat(300_000)
    await ask()
    await ask()
    expect(asked).toHaveBeenCalledTimes(2)
  })
})
