import { spawnSync } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { platform } from 'node:os'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId } from '#sandbox/played.ts'
import type { ReceivedCall } from '#sandbox/state/faults.ts'
import { issueAuthCode } from '#proxy/testing/control-sandbox.ts'
import {
  answering,
  oldRefusal,
  refusal,
  silence,
  userReply,
} from '#proxy/testing/sample-replies.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { sessionSecret, startTestProxy, type TestProxy } from '#proxy/testing/test-proxy.ts'
import { startUpstream, type Upstream } from '#proxy/testing/upstream.ts'

const queryText = 'QUERY-5f1e7c'

let upstream: Upstream
let proxy: TestProxy

beforeEach(async () => {
  upstream = await startUpstream()
  proxy = await startTestProxy(upstream.url, {}, { limits })
})

afterEach(async () => {
  await proxy.close()
  await upstream.close()
})

/** Long enough for a busy machine, and without retries. */
const limits = { connect: 8_000, deadline: 8_000, call: 8_000, attempts: 1, replyBytes: 10_000 }

it('writes one line per request: path without query, status, time and person', async () => {
  await proxy.ask(`/api/flows/PRO-1?x=${queryText}`)
  await upstream.signIn(proxy, 'lisi')
  await proxy.ask('/api/flows/PRO-SANDBOX-SIGNING')
  const lines = proxy.logLines().filter(({ msg }) => msg === 'request')
  expect(lines).toHaveLength(3)
  expect(lines[0]).toMatchObject({
    level: 'info',
    method: 'GET',
    path: '/api/flows/PRO-1',
    status: 401,
    code: 'session-required',
  })
  expect(lines[0]).not.toHaveProperty('userId')
  expect(lines[1]).toMatchObject({ method: 'POST', status: 201, userId: 'lisi' })
  expect(lines[2]).toMatchObject({ status: 200, corpId: sandboxCorpId, userId: 'lisi' })
  for (const { ms, requestId, time } of lines) {
    expect(ms).toBeTypeOf('number')
    expect(requestId).toMatch(/^[\da-f-]{36}$/)
    expect(new Date(String(time)).getTime()).not.toBeNaN()
  }
})

it('leaves out the id of a start, as its address gives access to the flow', async () => {
  const reference = '3f0f6a52-6d0e-4b4e-9a63-6f2f1c1f9a10'
  await proxy.ask(`/api/starts/${reference}`)
  expect(proxy.logLines().at(-1)).toMatchObject({ msg: 'request', path: '/api/starts/***' })
  expect(proxy.logText()).not.toContain(reference)
})

it.each(['/callbacks/esign', '/callbacks/esgin', '/CALLBACKS/esign', '/app/callbacks/esign'])(
  'leaves out the secret of notices that are sent to %s',
  async (address) => {
    await proxy.ask(`${address}/${queryText}`, { method: 'POST', body: '{}' })
    expect(proxy.logLines().at(-1)).toMatchObject({ msg: 'request', status: 404 })
    expect(proxy.logText()).not.toContain(queryText)
  },
)

/** The auth code that upstream was sent. */
const codeOf = ({ body }: ReceivedCall) => z.object({ code: z.string() }).parse(body).code

it('says why upstream failed, without the secrets that upstream repeats', async () => {
  const authCode = await issueAuthCode(upstream.control, 'lisi')
  const { DINGTALK_CLIENT_SECRET: clientSecret } = internal
  const bothSent = (call: ReceivedCall) => `you sent ${call.token} and ${codeOf(call)}`
  const user = () => ({ body: userReply })
  const failures: Parameters<typeof answering>[0][] = [
    { token: () => refusal('invalidClientIdOrSecret', { message: `not ${clientSecret}` }) },
    { user: (call) => oldRefusal('40078', bothSent(call)) },
    { user: (call) => oldRefusal('12345', bothSent(call)) },
    { user: () => ({ isCutOff: true }) },
    { user: (call) => ({ body: `<html>${bothSent(call)}` }) },
    { user, flow: ({ token }) => refusal('somethingNew', { message: `you sent ${token}` }) },
  ]
  for (const [index, failure] of failures.entries()) {
    upstream.fault = answering(failure)
    // Each code differs, as a refused code is not sent upstream again.
    await proxy.signIn({ authCode: `${authCode}-${index}`, taskId: 'PRO-1' })
  }
  const impatient = await startTestProxy(upstream.url, {}, { limits: { ...limits, deadline: 300 } })
  upstream.fault = answering({ user: () => silence })
  await impatient.signIn({ authCode: `${authCode}-silence`, taskId: 'PRO-1' })
  upstream.fault = () => undefined
  const signedIn = await proxy.signIn({ authCode })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0]?.split('=')[1] ?? ''
  await proxy.ask(`/api/session?authCode=${authCode}`)
  await proxy.ask('/api/session', { headers: { cookie: `session=${cookie}x` } })
  await upstream.close()
  await proxy.ask('/api/flows/PRO-1')

  expect(impatient.logText()).toContain('upstream-timeout')
  const text = proxy.logText() + impatient.logText()
  expect(text).toContain('[secret]')
  expect(text).toContain('you sent [secret] and [secret]')
  expect(cookie).not.toBe('')
  const token = upstream.received.find((call) => call.token !== undefined)?.token
  for (const secret of [authCode, clientSecret, sessionSecret, token, cookie]) {
    expect(secret).toBeTypeOf('string')
    expect(text).not.toContain(secret)
  }
  await impatient.close()
})

it('names the failed upstream call and its code', async () => {
  upstream.fault = answering({ flow: () => refusal('somethingNew') })
  await upstream.signIn(proxy, 'lisi')
  await proxy.ask('/api/flows/PRO-1')
  const requests = proxy.logLines().filter(({ msg }) => msg === 'request')
  expect(requests.at(-1)).toMatchObject({
    level: 'warn',
    status: 502,
    code: 'upstream-rejected',
    err: {
      type: 'UpstreamRefusal',
      upstreamCall: 'GET /v2.0/esign/flowTasks/PRO-1',
      cause: { code: 'somethingNew', requestId: expect.any(String) },
    },
  })
})

it.runIf(platform() === 'linux')(
  'goes on when nothing can be written, as on a full disk',
  async () => {
    const script = `
    import { createLogger } from '#proxy/base/log.ts'
    const log = createLogger('info')
    log.info('first')
    setImmediate(() => {
      log.info('second')
      setImmediate(() => process.stderr.write('goes on'))
    })`
    const args = ['--import', 'tsx', '--input-type=module', '--eval', script]
    const full = openSync('/dev/full', 'w')
    const { stderr, status } = spawnSync(process.execPath, args, {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
      timeout: 50_000,
      killSignal: 'SIGKILL',
    })
    closeSync(full)
    expect(stderr).toBe('goes on')
    expect(status).toBe(0)
  },
)
