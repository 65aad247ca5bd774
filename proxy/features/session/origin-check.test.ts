import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { sandboxCorpId } from '#sandbox/played.ts'
import { issueAuthCode } from '#proxy/testing/control-sandbox.ts'
import { startTestProxy, type TestProxy } from '#proxy/testing/test-proxy.ts'
import { startUpstream, type Upstream } from '#proxy/testing/upstream.ts'

const publicUrl = 'https://contracts.example'

let upstream: Upstream
let proxy: TestProxy
/** A proxy whose public address is https. */
let secure: TestProxy

beforeAll(async () => {
  upstream = await startUpstream()
  proxy = await startTestProxy(upstream.url)
  secure = await startTestProxy(upstream.url, { PUBLIC_URL: publicUrl })
})

afterAll(async () => {
  await proxy.close()
  await secure.close()
  await upstream.close()
})

beforeEach(() => {
  upstream.received.length = 0
})

describe('a call that changes something', () => {
  const bodyOf = (authCode: string) => JSON.stringify({ authCode, corpId: sandboxCorpId })
  const host = 'internal.example:8080'

  it.each([
    [{ origin: 'http://internal.example:8080', host }],
    [{ origin: 'https://evil.example', host }],
    [{ origin: 'https://contracts.example.evil.example', host }],
    [{ origin: 'http://contracts.example' }],
    [{ origin: 'null' }],
    [{ origin: '' }],
  ])('needs our origin: %j is refused', async (headers) => {
    const body = bodyOf('made-up')
    const answer = await secure.ask('/api/session', { method: 'POST', headers, body })
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({ code: 'foreign-origin' })
    expect(upstream.received).toEqual([])
  })

  // Their sign-ins continue after the answer, so each has its own app and upstream.
  it.each([[{ origin: publicUrl }], [{ origin: 'https://internal.example:8080', host }]])(
    'is accepted from our origin: %j',
    async (headers) => {
      const own = await startUpstream()
      onTestFinished(() => own.close())
      const started = await startTestProxy(own.url, { PUBLIC_URL: publicUrl })
      onTestFinished(() => started.close())
      const body = bodyOf(await issueAuthCode(own.control, 'lisi'))
      const answer = await started.ask('/api/session', { method: 'POST', headers, body })
      expect(answer.status).toBe(201)
    },
  )

  it.each([
    [{}, 204],
    [{ 'sec-fetch-site': 'same-origin' }, 204],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'none' }, 403],
  ])('may lack an origin with %j: answered with %i', async (headers, status) => {
    const answer = await proxy.askWithoutOrigin('/api/session', {
      method: 'DELETE',
      headers: headers as Record<string, string>,
    })
    expect(answer.status).toBe(status)
  })

  it('may come over http from the requested host when the public address is http', async () => {
    const headers = { origin: 'http://127.0.0.1:9000', host: '127.0.0.1:9000' }
    const answer = await proxy.ask('/api/session', { method: 'DELETE', headers })
    expect(answer.status).toBe(204)
  })

  it('does not include reads', async () => {
    const answer = await proxy.ask('/api/config', { headers: { origin: 'https://evil.example' } })
    expect(answer.status).toBe(200)
    expect(answer.headers.has('access-control-allow-origin')).toBe(false)
  })
})

describe('a file', () => {
  const task = 'PRO-SANDBOX-SIGNING'

  const take = (path: string, site: string) =>
    proxy.askWithoutOrigin(path, { headers: { 'sec-fetch-site': site } })

  it.each([
    '/api/flows/export.csv?scope=started&lang=zh',
    '/api/audit.csv?lang=zh',
    '/api/corp/statistics.csv?lang=zh',
    '/api/operator/corps.csv?lang=zh',
    '/api/operator/orders.csv?lang=zh',
    `/api/flows/${task}/documents/0/content`,
    '/api/approvals/none/contracts/0/files/0/original/content',
    `/api/flows/archive.zip?taskId=${task}&lang=zh`,
  ])(
    'is not taken by a page of another site, also for a person who is signed in: %s',
    async (path) => {
      await upstream.signIn(proxy, 'wangwu')
      for (const site of ['cross-site', 'same-site']) {
        const answer = await take(path, site)
        expect(answer.status).toBe(403)
        expect(await answer.json()).toMatchObject({ code: 'foreign-origin' })
      }
      for (const site of ['same-origin', 'none']) {
        const answer = await take(path, site)
        expect(await answer.text()).not.toContain('foreign-origin')
      }
    },
  )
})
