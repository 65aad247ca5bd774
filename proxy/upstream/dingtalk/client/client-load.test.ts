import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readConfig } from '#proxy/config.ts'
import { createLogger } from '#proxy/base/log.ts'
import { sandboxCorpId } from '#sandbox/played.ts'
import type { DecideFault } from '#sandbox/state/faults.ts'
import { answering, refusal, silence } from '#proxy/testing/sample-replies.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startUpstream, type Upstream } from '#proxy/testing/upstream.ts'
import type { ApiCall, DingTalkClient } from './client.ts'
import { createDingTalk } from '#proxy/upstream/dingtalk/dingtalk.ts'
import { exchangeAuthCode, readIsAdmin } from '#proxy/upstream/dingtalk/user-info.ts'
import { createTransport, type Transport } from './transport.ts'

/** Many simultaneous calls over real HTTP. */

const signing = { body: { flowStatus: 1 } }

let upstream: Upstream
let transport: Transport
let client: DingTalkClient
/** When each path was last called. */
let sentAt: Map<string, number>

beforeEach(async () => {
  upstream = await startUpstream(answering({ flow: () => signing }))
  sentAt = new Map()
  const real = createTransport()
  transport = {
    send(request, limits) {
      sentAt.set(request.path, performance.now())
      return real.send(request, limits)
    },
    close: () => real.close(),
  }
  const { appKind, dingtalk: settings } = readConfig({
    ...internal,
    DINGTALK_API_URL: upstream.url,
    DINGTALK_OAPI_URL: upstream.url,
    SESSION_SECRET: 'x'.repeat(32),
  })
  if (settings === null) throw new Error('not live')
  const log = createLogger('silent')
  ;({ client } = createDingTalk({
    appKind,
    settings,
    transport,
    suiteTicket: () => null,
    log,
    now: Date.now,
  }))
})

afterEach(async () => {
  await transport.close()
  await upstream.close()
})

const path = '/v2.0/esign/flowTasks/'

function flow(id: string, more: Partial<ApiCall> = {}): Promise<unknown> {
  const api = `${path}{taskId}`
  return client.callApi(sandboxCorpId, { method: 'GET', api, path: path + id, ...more })
}

const limitReached = refusal('Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', {}, 403)

/** Refuses calls beyond 20 in a second, as DingTalk does. On a busy machine some arrive late. */
function limited(): DecideFault {
  const times: number[] = []
  const handler: DecideFault = ({ path: called }) => {
    const at = sentAt.get(called) ?? 0
    if (times.filter((time) => Math.abs(at - time) < 1000).length >= 20) return limitReached
    times.push(at)
    return { body: { flowStatus: 1 } }
  }
  return answering({ flow: handler })
}

describe('many calls of one API', () => {
  it('all succeed, although upstream refuses the 21st in a second', async () => {
    upstream.fault = limited()
    const flows = await Promise.all(Array.from({ length: 70 }, (_, i) => flow(`PRO-${i}`)))
    expect(flows).toEqual(flows.map(() => ({ flowStatus: 1 })))
  })

  it('succeed when another client has used up the limit', async () => {
    const times: number[] = []
    upstream.fault = answering({
      flow: () =>
        times.push(performance.now()) === 1 ? limitReached : { body: { flowStatus: 1 } },
    })
    expect(await flow('PRO-1')).toEqual({ flowStatus: 1 })
    const [refusedAt = 0, repeatedAt = 0] = times
    // Timers may fire a millisecond early.
    expect(repeatedAt - refusedAt).toBeGreaterThanOrEqual(999)
    expect(times).toHaveLength(2)
  })
})

describe('identical reads at once', () => {
  it('share one call; reads of other flows, and changes, do not', async () => {
    const same = Array.from({ length: 300 }, () => flow('PRO-1'))
    await Promise.all([...same, flow('PRO-2')])
    expect(upstream.count(`${path}PRO-1`)).toBe(1)
    expect(upstream.count(`${path}PRO-2`)).toBe(1)
    await Promise.all([
      flow('PRO-3', { changesState: true }),
      flow('PRO-3', { changesState: true }),
    ])
    expect(upstream.count(`${path}PRO-3`)).toBe(2)
  })

  it('continue when the first caller aborts', async () => {
    const answer = holdBack()
    const abort = new AbortController()
    const leaving = flow('PRO-1', { signal: abort.signal })
    const staying = flow('PRO-1')
    await vi.waitFor(() => expect(upstream.count(`${path}PRO-1`)).toBe(1))
    abort.abort(new Error('gone'))
    await expect(leaving).rejects.toThrow('gone')
    answer()
    expect(await staying).toEqual({ flowStatus: 1 })
    expect(upstream.count(`${path}PRO-1`)).toBe(1)
  })

  it('are not joined by a read after a change', async () => {
    const answer = holdBack()
    const before = flow('PRO-1')
    await vi.waitFor(() => expect(upstream.count(`${path}PRO-1`)).toBe(1))
    upstream.fault = () => ({ body: { flowStatus: 2 } })
    const change = { method: 'POST', api: '/change', path: '/change', body: {} } as const
    await client.callApi(sandboxCorpId, change)
    expect(await flow('PRO-1')).toEqual({ flowStatus: 2 })
    answer()
    expect(await before).toEqual({ flowStatus: 1 })
  })

  it.each([
    ['of that corp', sandboxCorpId],
    ['of any', undefined],
  ])('are not joined after it is known that something %s changed', async (_whose, corpId) => {
    const answer = holdBack()
    const before = flow('PRO-1')
    await vi.waitFor(() => expect(upstream.count(`${path}PRO-1`)).toBe(1))
    upstream.fault = answering({ flow: () => ({ body: { flowStatus: 2 } }) })
    client.forgetReads(corpId)
    expect(await flow('PRO-1')).toEqual({ flowStatus: 2 })
    answer()
    expect(await before).toEqual({ flowStatus: 1 })
  })
})

describe('a GET that changes something', () => {
  it('is never retried', async () => {
    upstream.fault = answering({ flow: () => refusal('systemError', {}, 500) })
    await expect(flow('PRO-1', { changesState: true })).rejects.toMatchObject({
      code: 'upstream-unavailable',
    })
    expect(upstream.count(`${path}PRO-1`)).toBe(1)
    await expect(flow('PRO-2')).rejects.toMatchObject({ code: 'upstream-unavailable' })
    expect(upstream.count(`${path}PRO-2`)).toBe(2)
  })
})

describe('a call of the old host', () => {
  it('is sent again after a failure that may pass, unless it changes something', async () => {
    upstream.fault = answering({ user: () => ({ status: 503, body: {} }) })
    const down = { code: 'upstream-unavailable' }
    await expect(readIsAdmin(client, sandboxCorpId, 'lisi')).rejects.toMatchObject(down)
    expect(upstream.count('/topapi/v2/user/get')).toBe(2)
    await expect(exchangeAuthCode(client, sandboxCorpId, 'code')).rejects.toMatchObject(down)
    expect(upstream.count('/topapi/v2/user/getuserinfo')).toBe(1)
  })
})

describe('a call whose caller aborts', () => {
  it('ends, and releases its connection', async () => {
    upstream.fault = answering({ flow: () => silence })
    const abort = new AbortController()
    const call = flow('PRO-1', { signal: abort.signal, changesState: true })
    await vi.waitFor(() => expect(upstream.count(`${path}PRO-1`)).toBe(1))
    abort.abort(new Error('gone'))
    await expect(call).rejects.toThrow('gone')
  })
})

/** Delays the answer until the returned function is called. */
function holdBack(): () => void {
  let answer = () => {}
  const held = new Promise<void>((resolve) => (answer = resolve))
  upstream.fault = answering({
    flow: async () => {
      await held
      return { body: { flowStatus: 1 } }
    },
  })
  return () => answer()
}
