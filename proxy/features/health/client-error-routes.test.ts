import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ClientError } from '#shared/schemas/client-error.ts'
import { startTestProxy, type TestProxy } from '#proxy/testing/test-proxy.ts'
import { startUpstream, type Upstream } from '#proxy/testing/upstream.ts'

let upstream: Upstream
let proxy: TestProxy
let now: number

beforeEach(async () => {
  now = 1000
  upstream = await startUpstream()
  proxy = await startTestProxy(upstream.url, {}, { monotonic: () => now })
})

afterEach(async () => {
  await proxy.close()
  await upstream.close()
})

const error: ClientError = {
  name: 'TypeError',
  message: "Cannot read properties of undefined (reading 'logs')",
  build: 'app-AbCd_-12.js',
  places: ['/assets/app-AbCd_-12.js:1:234', '/:70:12'],
}

async function report(body: unknown, address = '203.0.113.1'): Promise<Response> {
  return proxy.ask('/api/client-errors', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify(body),
  })
}

const reported = () => proxy.logLines().filter(({ msg }) => msg === 'error of a page')

it('logs an error of a page without a session', async () => {
  const answer = await report(error)
  expect(answer.status).toBe(204)
  const requestId = answer.headers.get('x-request-id')
  expect(reported()).toEqual([expect.objectContaining({ ...error, level: 'warn', requestId })])
})

it("logs nothing of the page's content", async () => {
  const message =
    'no “采购合同” of li@example.com 13800138000 at https://a.example/flows/PRO-1?corpId=c "secret" eyJhbGciOiJIUzI1NiJ9abcdefghijk'
  await report({ ...error, message })
  expect(reported()[0]?.['message']).toBe('no … of … … at … … …')
})

it.each([
  { ...error, places: ['/flows/PRO-1?corpId=c:1:2'] },
  { ...error, places: Array.from({ length: 21 }, () => '/:1:2') },
  { ...error, build: 'https://a.example' },
  { ...error, name: 'a name' },
  { ...error, message: 'x'.repeat(501) },
  {},
])('refuses bodies that no page of ours sends: %#', async (body) => {
  expect((await report(body)).status).toBe(400)
  expect(reported()).toEqual([])
})

it('refuses a large body', async () => {
  expect((await report({ ...error, more: 'x'.repeat(5000) })).status).toBe(413)
})

it('logs five errors of an address per minute, and sixty in all', async () => {
  const times = (count: number) => Array.from({ length: count }, (_, index) => index)
  await Promise.all(times(6).map(() => report(error)))
  expect(reported()).toHaveLength(5)
  await Promise.all(times(60).map((index) => report(error, `203.0.113.${index + 2}`)))
  expect(reported()).toHaveLength(60)
  now += 60_001
  await report(error)
  expect(reported()).toHaveLength(61)
})
