import { afterEach, describe, expect, it } from 'vitest'
import { launchPageSchema } from '../../shared/launch-page.ts'
import { shareLinkSchema } from '../../shared/share-link.ts'
import { internal } from '../testing/sandbox-apps.ts'
import { setups, startSandboxedProxy, type SandboxedProxy } from '../testing/sandboxed-proxy.ts'

let app: SandboxedProxy

afterEach(() => app.close())

const signUrl = (taskId: string, body?: unknown) => app.post(`/api/flows/${taskId}/sign-url`, body)

describe.each(setups)('%s', (_name, env) => {
  it("gives the flow's page for signing, for whoever opens it", async () => {
    app = await startSandboxedProxy(env)
    await app.signIn('lisi')
    // Whom a request names is nobody's concern: a page is never asked for somebody else.
    const answer = await signUrl('PRO-SANDBOX-SIGNING', { userId: 'wangwu', account: 'wangwu' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const page = launchPageSchema.parse(await answer.json())
    expect(page.mobileUrl).toMatch(/_sandbox\/pages\/sign\/PRO-SANDBOX-SIGNING$/)
    expect(page.pcUrl).toContain('client=pc')
    const [call] = await app.calls('ESIGN_GENERATION' in env ? 'notice/url' : 'executeUrls')
    expect(JSON.stringify(call?.body)).not.toMatch(/wangwu|account|lisi/)
    expect((await fetch(page.mobileUrl ?? '')).status).toBe(200)
  })

  it('tells of flows that are not there, or not to be signed', async () => {
    app = await startSandboxedProxy(env)
    await app.signIn('lisi')
    const isV1 = 'ESIGN_GENERATION' in env
    expect(await (await signUrl('PRO-NOWHERE')).json()).toMatchObject({
      code: isV1 ? 'upstream-rejected' : 'flow-not-found',
    })
    for (const name of ['COMPLETED', 'REVOKED', 'REFUSED', 'EXPIRED', 'DRAFT'])
      expect(await (await signUrl(`PRO-SANDBOX-${name}`)).json()).toMatchObject({
        status: 409,
        code: 'flow-not-signable',
      })
    expect(await (await signUrl('..%2F')).json()).toMatchObject({ code: 'invalid-task-id' })
  })
})

it('is for those who may see the flow', async () => {
  app = await startSandboxedProxy({ ...internal, FLOW_ACCESS: 'participants' })
  await app.signIn('lisi')
  const refused = await signUrl('PRO-SANDBOX-SIGNING')
  expect(await refused.json()).toMatchObject({ status: 403, code: 'flow-forbidden' })
  expect(await app.calls('executeUrls')).toEqual([])
  await app.signIn('wangwu')
  expect((await signUrl('PRO-SANDBOX-SIGNING')).status).toBe(200)
  const share = await app.post('/api/flows/PRO-SANDBOX-SIGNING/share-link')
  const { url } = shareLinkSchema.parse(await share.json())
  const access = new URL(url).searchParams.get('access') ?? ''
  await app.signIn('lisi')
  const path = '/api/flows/PRO-SANDBOX-SIGNING/sign-url'
  expect((await app.post(path, undefined, { 'x-flow-access': access })).status).toBe(200)
})

it('launches no page on a foreign host', async () => {
  app = await startSandboxedProxy()
  await app.signIn('lisi')
  const body = { mobileUrl: 'https://evil.example/?sign=secret', pcUrl: null }
  await app.control('POST', '/faults', { match: 'executeUrls', body })
  const answer = await signUrl('PRO-SANDBOX-SIGNING')
  expect(await answer.json()).toMatchObject({ status: 502, code: 'launch-host-refused' })
  expect(app.proxy.logText()).not.toContain('sign=secret')
})

it('does not call a flow over that is not, nor one that cannot be read', async () => {
  app = await startSandboxedProxy()
  await app.signIn('lisi')
  const body = { code: 'getSignUrlError', message: '获取签署链接失败: 未知' }
  await app.control('POST', '/faults', { match: 'executeUrls', status: 400, body })
  const rejected = { status: 502, code: 'upstream-rejected' }
  expect(await (await signUrl('PRO-SANDBOX-SIGNING')).json()).toMatchObject(rejected)
  await app.control('POST', '/faults', { match: 'flowTasks', status: 500 })
  expect(await (await signUrl('PRO-SANDBOX-COMPLETED')).json()).toMatchObject(rejected)
})
