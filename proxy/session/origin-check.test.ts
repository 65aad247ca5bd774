import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { play } from '#proxy/testing/sample-replies.ts'
import { startStubUpstream, type StubUpstream } from '#proxy/testing/stub-upstream.ts'
import { startTestProxy, type TestProxy } from '#proxy/testing/test-proxy.ts'

let upstream: StubUpstream
let proxy: TestProxy

beforeEach(async () => {
  upstream = await startStubUpstream(play())
})

afterEach(async () => {
  await proxy.close()
  await upstream.close()
})

async function start(env: Record<string, string> = {}): Promise<TestProxy> {
  proxy = await startTestProxy(upstream.url, env)
  return proxy
}

describe('a call that changes something', () => {
  const body = JSON.stringify({ authCode: 'code', corpId: 'dingcorp' })
  const publicUrl = 'https://contracts.example'
  const host = 'internal.example:8080'

  it.each([
    [{ origin: publicUrl }, 201],
    [{ origin: 'http://internal.example:8080', host }, 403],
    [{ origin: 'https://internal.example:8080', host }, 201],
    [{ origin: 'https://evil.example', host }, 403],
    [{ origin: 'https://contracts.example.evil.example', host }, 403],
    [{ origin: 'http://contracts.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: '' }, 403],
  ])('needs our origin: %j is answered with %i', async (headers, status) => {
    const started = await start({ PUBLIC_URL: publicUrl })
    const answer = await started.ask('/api/session', { method: 'POST', headers, body })
    expect(answer.status).toBe(status)
    if (status === 403) {
      expect(await answer.json()).toMatchObject({ code: 'foreign-origin' })
      expect(upstream.calls).toEqual([])
    }
  })

  it.each([
    [{}, 204],
    [{ 'sec-fetch-site': 'same-origin' }, 204],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'none' }, 403],
  ])('may lack an origin with %j: answered with %i', async (headers, status) => {
    const started = await start()
    const answer = await started.askWithoutOrigin('/api/session', {
      method: 'DELETE',
      headers: headers as Record<string, string>,
    })
    expect(answer.status).toBe(status)
  })

  it('may come over http from the requested host when the public address is http', async () => {
    const started = await start()
    const headers = { origin: 'http://127.0.0.1:9000', host: '127.0.0.1:9000' }
    const answer = await started.ask('/api/session', { method: 'DELETE', headers })
    expect(answer.status).toBe(204)
  })

  it('does not include reads', async () => {
    const started = await start()
    const answer = await started.ask('/api/config', { headers: { origin: 'https://evil.example' } })
    expect(answer.status).toBe(200)
    expect(answer.headers.has('access-control-allow-origin')).toBe(false)
  })
})
