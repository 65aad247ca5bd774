import { afterEach, describe, expect, it } from 'vitest'
import { noTexts } from '#shared/rules/party/party.ts'
import { launchPageSchema } from '#shared/schemas/launch-page.ts'
import { sandboxCorpId } from '#sandbox/played.ts'
import { flowViewSchema } from '#shared/schemas/flow/flow.ts'
import { shareLinkSchema } from '#shared/schemas/flow/share-link.ts'
import { signLinkSchema } from '#shared/schemas/flow/sign-link.ts'
import { internal, thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { setups, startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

let app: SandboxedProxy

afterEach(() => app.close())

const signUrl = (taskId: string, body?: unknown) => app.post(`/api/flows/${taskId}/sign-url`, body)

describe.each(setups)('%s', (_name, env) => {
  it("gives the flow's signing page to the person who opens it", async () => {
    app = await startSandboxedProxy(env)
    await app.signIn('lisi')
    // The request's own user id is ignored: the page is always for the signed-in person.
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

  it('explains when a flow does not exist, or cannot be signed', async () => {
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

it('requires the right to see the flow', async () => {
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

it('opens no page on a foreign host', async () => {
  app = await startSandboxedProxy()
  await app.signIn('lisi')
  const body = { mobileUrl: 'https://evil.example/?sign=secret', pcUrl: null }
  await app.control('POST', '/faults', { match: 'executeUrls', body })
  const answer = await signUrl('PRO-SANDBOX-SIGNING')
  expect(await answer.json()).toMatchObject({ status: 502, code: 'launch-host-refused' })
  expect(app.proxy.logText()).not.toContain('sign=secret')
})

it('does not say that a flow has ended when it has not, or cannot be read', async () => {
  app = await startSandboxedProxy()
  await app.signIn('lisi')
  const body = { code: 'getSignUrlError', message: '获取签署链接失败: 未知' }
  await app.control('POST', '/faults', { match: 'executeUrls', status: 400, body })
  const rejected = { status: 502, code: 'esign-refused', reason: '获取签署链接失败: 未知' }
  expect(await (await signUrl('PRO-SANDBOX-SIGNING')).json()).toMatchObject(rejected)
  await app.control('POST', '/faults', { match: 'flowTasks', status: 500 })
  expect(await (await signUrl('PRO-SANDBOX-COMPLETED')).json()).toMatchObject(rejected)
})

describe('the signing link of an outside signer', () => {
  const external = 'PRO-SANDBOX-EXTERNAL'

  async function start(env: Record<string, string>): Promise<void> {
    app = await startSandboxedProxy({ ...env, FLOW_ACCESS: 'participants' })
    const facts = { ...noTexts, role: 'signer', order: 1, requirement: null } as const
    await app.store.registry.flows.recordStart(sandboxCorpId, {
      taskId: external,
      title: null,
      status: 'signing',
      initiator: { userId: 'zhangsan', name: '张三', organization: null },
      people: [
        { ...facts, name: '李四', userId: 'lisi', account: null },
        { ...facts, name: '孙八', userId: null, account: '13900000008', order: 2 },
        { ...facts, role: 'cc', name: '钱七', userId: 'qianqi', account: null, order: null },
      ],
      deadline: null,
      startedAt: 1,
    })
  }

  const signLink = (body: unknown, taskId = external) =>
    app.post(`/api/flows/${taskId}/sign-link`, body)

  it('is given to the initiator and to admins, for an account that only the app knows', async () => {
    await start(internal)
    for (const [who, signer] of [
      ['zhangsan', 1],
      ['wangwu', '孙八'],
    ] as const) {
      await app.signIn(who)
      const answer = await signLink({ signer, account: '13700000000', userId: 'lisi' })
      expect(answer.status).toBe(200)
      const { name, shortUrl, longUrl } = signLinkSchema.parse(await answer.json())
      expect(name).toBe('孙八')
      expect(longUrl).toContain('signer=13900000008')
      expect((await fetch(shortUrl ?? '')).status).toBe(200)
    }
    const bodies = (await app.calls('executeUrls')).map(({ body }) => body)
    const asked = { taskId: external, account: '13900000008', signContainer: 2 }
    expect(bodies).toEqual([asked, asked])
    const audit = await (await app.get(`/api/audit?taskId=${external}`)).text()
    expect(audit.match(/sign-link-made/g)).toHaveLength(2)
    expect(audit).toContain('孙八')
    expect(audit).not.toContain('13900000008')
  })

  it("is found by the signer's index in the flow view, which contains no account", async () => {
    await start(internal)
    await app.signIn('zhangsan')
    const text = await (await app.get(`/api/flows/${external}`)).text()
    expect(text).not.toContain('13900000008')
    const { registry } = flowViewSchema.parse(JSON.parse(text))
    const outside = registry?.people.map(({ name, hasSignLink }) => [name, hasSignLink])
    expect(outside).toEqual([
      ['李四', undefined],
      ['孙八', true],
      ['钱七', undefined],
    ])
    await app.signIn('lisi')
    const others = await (await app.get(`/api/flows/${external}`)).text()
    expect(others).not.toContain('hasSignLink')
  })

  it('is counted in the view at once', async () => {
    await start(internal)
    await app.signIn('zhangsan')
    const taken = async () => {
      const view = flowViewSchema.parse(await (await app.get(`/api/flows/${external}`)).json())
      return view.registry?.people[1]?.contacted?.count
    }
    expect(await taken()).toBeUndefined()
    await signLink({ signer: 1 })
    expect(await taken()).toBe(1)
    await signLink({ signer: 1 })
    expect(await taken()).toBe(2)
  })

  it('is refused to everybody else, and for other signers', async () => {
    await start(internal)
    for (const who of ['lisi', 'qianqi']) {
      await app.signIn(who)
      const refused = await signLink({ signer: 1 })
      expect(await refused.json()).toMatchObject({ status: 403, code: 'flow-forbidden' })
    }
    await app.signIn('zhangsan')
    for (const signer of [0, 2, 7, '李四', '王五'])
      expect(await (await signLink({ signer })).json()).toMatchObject({ code: 'person-not-found' })
    for (const body of [{}, { signer: -1 }, { signer: '' }, { signer: { account: 'x' } }])
      expect((await signLink(body)).status).toBe(400)
    expect(await app.calls('executeUrls')).toEqual([])
  })

  it('does not exist once the flow has ended, or in generation 1.0', async () => {
    await start(internal)
    await app.signIn('zhangsan')
    await app.control('POST', `/flows/${external}/advance`, {})
    expect(await (await signLink({ signer: 1 })).json()).toMatchObject({
      status: 409,
      code: 'flow-not-signable',
    })
    await app.close()
    await start({ ...thirdParty, ESIGN_GENERATION: '1.0' })
    await app.signIn('zhangsan')
    expect(await (await signLink({ signer: 1 })).json()).toMatchObject({
      status: 409,
      code: 'generation-unsupported',
    })
    const view = await (await app.get(`/api/flows/${external}`)).text()
    expect(view).not.toContain('hasSignLink')
  })

  it('is refused on a foreign host', async () => {
    await start(internal)
    await app.signIn('zhangsan')
    const body = { longUrl: 'https://evil.example/x', shortUrl: null }
    await app.control('POST', '/faults', { match: 'executeUrls', body })
    const refused = await signLink({ signer: 1 })
    expect(await refused.json()).toMatchObject({ code: 'launch-host-refused' })
  })
})
