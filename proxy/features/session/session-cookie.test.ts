import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sandboxCorpId } from '#sandbox/played.ts'
import { startTestProxy, type TestProxy } from '#proxy/testing/test-proxy.ts'
import { startUpstream, type Upstream } from '#proxy/testing/upstream.ts'

let upstream: Upstream
let proxy: TestProxy

beforeEach(async () => {
  upstream = await startUpstream()
})

afterEach(async () => {
  await proxy.close()
  await upstream.close()
})

async function start(env: Record<string, string> = {}): Promise<TestProxy> {
  proxy = await startTestProxy(upstream.url, env)
  return proxy
}

describe('the cookies', () => {
  it('on http are limited to our own site: a session hidden from scripts, and a note of its corp', async () => {
    const [session, note] = (await upstream.signIn(await start(), 'lisi')).headers.getSetCookie()
    expect(session).toMatch(
      /^session=[\w-]+\.[\w-]+\.[\w-]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect(note).toMatch(
      /^session-corp=dingsandbox\w+%2F[\w-]{22}; Max-Age=43200; Path=\/; SameSite=Lax$/,
    )
  })

  it('on https also work in iframes, for the workbench on a PC', async () => {
    const started = await start({ PUBLIC_URL: 'https://contracts.example' })
    const [session, note] = (await upstream.signIn(started, 'lisi')).headers.getSetCookie()
    const framed = 'Secure; SameSite=None; Partitioned'
    expect(session?.replace(/=[^;]+/, '')).toBe(
      `__Host-session; Max-Age=43200; Path=/; HttpOnly; ${framed}`,
    )
    expect(note?.replace(/%2F[^;]+/, '')).toBe(
      `__Host-session-corp=${sandboxCorpId}; Max-Age=43200; Path=/; ${framed}`,
    )
    expect((await started.ask('/api/session')).status).toBe(200)
    const gone = await started.ask('/api/session', { method: 'DELETE' })
    expect(gone.headers.getSetCookie()).toEqual([
      `__Host-session=; Max-Age=0; Path=/; HttpOnly; ${framed}`,
      `__Host-session-corp=; Max-Age=0; Path=/; ${framed}`,
    ])
  })

  it("the corp's note alone proves nothing", async () => {
    const started = await start()
    const headers = { cookie: `session-corp=${sandboxCorpId}` }
    expect((await started.ask('/api/session', { headers })).status).toBe(401)
  })
})
