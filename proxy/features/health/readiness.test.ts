import { createServer, type Server } from 'node:net'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { problemSchema } from '#shared/schemas/problem.ts'
import { createLogger } from '#proxy/base/log.ts'
import { createStore, type Store } from '#proxy/base/store/store.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { portOf } from '#proxy/testing/listen.ts'
import { startTestProxy } from '#proxy/testing/test-proxy.ts'
import { startUpstream, type Upstream } from '#proxy/testing/upstream.ts'
import { createPartsCheck, unreadyText } from './readiness-checks.ts'

describe('GET /readyz', () => {
  let upstream: Upstream
  let silent: Server

  beforeEach(async () => {
    upstream = await startUpstream()
    silent = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    await once(silent, 'listening')
  })

  afterEach(async () => {
    silent.close()
    await upstream.close()
  })

  async function askWith(store: Store) {
    const proxy = await startTestProxy(upstream.url, {}, { store })
    const answer = await proxy.ask('/readyz')
    const body: unknown = await answer.json()
    const type = answer.headers.get('content-type')
    await proxy.close()
    return { status: answer.status, body, type }
  }

  it('names the parts when all are ready', async () => {
    const { status, body } = await askWith(await openStore())
    expect(status).toBe(200)
    expect(body).toEqual({ status: 'ok', parts: { store: 'ok', events: 'ok' } })
  })

  it('says what is not ready, without addresses', async () => {
    const databaseUrl = `postgres://app:hunter2@127.0.0.1:${portOf(silent)}/contracts`
    const store = createStore({ databaseUrl, log: createLogger('silent') })
    const { status, body, type } = await askWith(store)
    expect(status).toBe(503)
    expect(type).toBe('application/problem+json')
    expect(problemSchema.parse(body)).toMatchObject({
      code: 'store-unavailable',
      title: 'The database does not answer.',
    })
    expect(body).toMatchObject({ parts: { store: 'unavailable', events: 'unavailable' } })
    expect(JSON.stringify(body)).not.toMatch(/hunter2|127\.0\.0\.1/)
  })

  it('reports missing events even when the database answers', async () => {
    const store = await openStore()
    const deaf: Store = {
      ...store,
      checks: { ...store.checks, events: () => Promise.reject(new Error('no connection')) },
    }
    const { status, body } = await askWith(deaf)
    expect(status).toBe(503)
    expect(body).toMatchObject({
      title: 'The database gives no connection on which changes made elsewhere are heard.',
      parts: { store: 'ok', events: 'unavailable' },
    })
  })
})

describe('a check of all parts', () => {
  it('has a time limit', async () => {
    const check = createPartsCheck({ store: () => new Promise(() => {}) }, 20)
    expect(await check()).toEqual({ store: 'unavailable' })
  })

  it('is shared by simultaneous requests', async () => {
    const store = vi.fn(() => Promise.resolve())
    const check = createPartsCheck({ store })
    await Promise.all([check(), check()])
    expect(store).toHaveBeenCalledTimes(1)
    await check()
    expect(store).toHaveBeenCalledTimes(2)
  })

  it('says that the disk is full, which the database may not have met yet', async () => {
    const disk = () => Promise.reject(new Error('full'))
    const parts = await createPartsCheck({ store: () => Promise.resolve(), disk })()
    expect(parts).toEqual({ store: 'ok', disk: 'unavailable' })
    expect(unreadyText(parts)).toMatch(/disk of the database is full/)
  })

  it('succeeds without any part', async () => {
    expect(unreadyText(await createPartsCheck({})())).toBeNull()
  })
})
