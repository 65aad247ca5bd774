import { afterEach, describe, expect, it, vi } from 'vitest'
import { sandboxCorpId } from '#sandbox/played.ts'
import { corpStatisticsSchema, corpViewSchema } from '#shared/schemas/corp/corp.ts'
import { taskPageSchema } from '#shared/schemas/launch-page.ts'
import { setups, startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { createCorpListStore } from '#proxy/features/operator/corp-list-store.ts'

let app: SandboxedProxy

afterEach(() => app.close())

async function corp() {
  const answer = await app.get('/api/corp')
  expect(answer.status).toBe(200)
  return corpViewSchema.parse(await answer.json())
}

async function launch(path: string, body?: unknown) {
  const answer = await app.post(`/api/corp/${path}`, body)
  expect(answer.status, path).toBe(200)
  return taskPageSchema.partial().parse(await answer.json())
}

const change = (fields: Record<string, unknown>) =>
  app.control('PATCH', `/corps/${sandboxCorpId}`, fields)

describe.each(setups)('%s', (_name, env) => {
  const isV1 = 'ESIGN_GENERATION' in env
  const corpQuery = 'DINGTALK_CORP_ID' in env ? '' : `corpId=${sandboxCorpId}&`

  it("shows an admin the corp's permissions, identity and package", async () => {
    app = await startSandboxedProxy(env)
    await app.signIn('wangwu')
    expect(await corp()).toEqual({
      app: {
        ok: {
          install: 'installed',
          installCode: 'OPEN',
          authorisation: 'authorised',
          authorisationCode: 'AUTH',
        },
      },
      realName: {
        ok: { status: 'verified', statusCode: 'true', name: '杭州星河科技有限公司' },
      },
      margin: {
        ok: {
          contractsLeft: 100,
          history: [{ contractsLeft: 100, at: expect.any(Number) }],
          daysLeft: null,
        },
      },
      canVerify: true,
      noticeUrl: null,
    })
  })

  it('initialises a new corp, and authorises it on a page that returns', async () => {
    app = await startSandboxedProxy({ ...env, OPERATOR_USER_IDS: `${sandboxCorpId}:wangwu` })
    await app.signIn('wangwu')
    await vi.waitFor(async () => expect(await app.store.corps.find(sandboxCorpId)).not.toBeNull())
    const early = await app.post('/api/corp/auth-url')
    expect(await early.json()).toMatchObject({
      code: isV1 ? 'upstream-rejected' : 'esign-not-initialised',
    })
    // Operators see it too.
    const { corps } = app.store
    if (!isV1) expect(await corps.find(sandboxCorpId)).toMatchObject({ isInitialised: false })
    expect(await (await app.post('/api/corp/initialise')).json()).toEqual({ done: true })
    expect(await corps.find(sandboxCorpId)).toMatchObject({ isInitialised: true })
    // The entry may be written after the answer.
    await vi.waitFor(async () => {
      const { items } = await app.store.registry.views.list(sandboxCorpId, { limit: 5 })
      expect(items).toMatchObject([{ kind: 'developer-initialised', userId: 'wangwu' }])
    })
    await change({ esignAuthorised: false })
    expect((await corp()).app).toMatchObject({ ok: { authorisation: 'not-authorised' } })

    const { mobileUrl } = await launch('auth-url')
    const init = { method: 'POST', body: new URLSearchParams({ action: 'agree' }) }
    const done = await fetch(mobileUrl ?? '', { ...init, redirect: 'manual' })
    expect(done.headers.get('location')).toMatch(
      new RegExp(`^http://localhost:8080/admin\\?${corpQuery}returned=authorise.status=SUCCESS`),
    )
    expect((await corp()).app).toMatchObject({ ok: { authorisation: 'authorised' } })
  })

  it("has the corp verified on a page, and opens e签宝's console", async () => {
    app = await startSandboxedProxy({ ...env, OPERATOR_USER_IDS: `${sandboxCorpId}:wangwu` })
    await app.signIn('wangwu')
    await app.post('/api/corp/initialise')
    await launch('realname-url', { returnTo: '/start' })
    const [call] = await app.calls(isV1 ? 'corps/realname' : 'corps/realnames')
    const redirectUrl = `http://localhost:8080/start?${corpQuery}returned=corp-real-name`
    expect(call?.body).toEqual({ userId: 'wangwu', ...(isV1 ? {} : { redirectUrl }) })

    const console = await app.post('/api/corp/console-url')
    // In generation 1.0 the console is a number instead of an address.
    if (isV1) expect(await console.json()).toMatchObject({ code: 'launch-page-missing' })
    else
      expect(await console.json()).toEqual({
        pcUrl: expect.stringMatching(/^http/),
        mobileUrl: null,
      })
  })

  it('withdraws the authorisation when the confirmation was typed', async () => {
    app = await startSandboxedProxy(env)
    await app.signIn('wangwu')
    for (const body of [undefined, {}, { confirmation: '' }, { confirmation: 'yes' }]) {
      const answer = await app.post('/api/corp/cancel-auth', body)
      expect(await answer.json()).toMatchObject({ status: 400, code: 'invalid-request' })
    }
    expect((await corp()).app).toMatchObject({ ok: { authorisation: 'authorised' } })
    const answer = await app.post('/api/corp/cancel-auth', { confirmation: ' 取消授权 ' })
    expect(await answer.json()).toEqual({ done: true })
    expect((await corp()).app).toMatchObject({ ok: { authorisation: 'not-authorised' } })
    expect(app.proxy.logLines()).toContainEqual(
      expect.objectContaining({ msg: 'authorisation taken back', userId: 'wangwu' }),
    )
  })
})

it('tells e签宝 our notice address, and shows it to operators only', async () => {
  const secret = 'a-secret-that-nobody-guesses'
  const operator = { OPERATOR_USER_IDS: `${sandboxCorpId}:zhangsan`, ESIGN_NOTICE_SECRET: secret }
  app = await startSandboxedProxy({ ...setups[0][1], ...operator })
  await app.signIn('zhangsan')
  const noticeUrl = `http://localhost:8080/callbacks/esign/${secret}`
  expect(await corp()).toMatchObject({ noticeUrl, canVerify: false })
  await app.post('/api/corp/initialise')
  expect((await app.calls('developers'))[0]?.body).toEqual({ noticeUrl })
  const again = await app.post('/api/corp/initialise')
  expect(await again.json()).toMatchObject({ status: 409, code: 'esign-already-initialised' })
  expect(app.proxy.logText()).not.toContain(secret)
  await app.signIn('wangwu')
  expect(await corp()).toMatchObject({ noticeUrl: null })
})

it('shows the rest when some parts cannot be read', async () => {
  app = await startSandboxedProxy()
  await app.signIn('wangwu')
  await app.control('POST', '/faults', { match: '/v2.0/esign/corps/appStatus', status: 500 })
  await change({ realNameVerified: false })
  expect(await corp()).toMatchObject({
    app: { problem: { code: 'upstream-unavailable' } },
    realName: { ok: { status: 'not-verified' } },
    margin: { problem: { code: 'corp-not-real-name-verified' } },
  })
})

it('estimates from earlier readings how long the package lasts', async () => {
  const clock = { now: Date.parse('2026-11-01T04:00:00Z') }
  app = await startSandboxedProxy(setups[0][1], { now: () => clock.now })
  for (const contractsLeft of [100, 96, 90]) {
    await change({ margin: contractsLeft })
    await app.signIn('wangwu')
    await corp()
    clock.now += 24 * 60 * 60_000
  }
  await change({ margin: 85 })
  await app.signIn('wangwu')
  const { margin } = await corp()
  expect(margin).toMatchObject({ ok: { contractsLeft: 85, daysLeft: 17 } })
  expect('ok' in margin && margin.ok.history.map((each) => each.contractsLeft)).toEqual([
    100, 96, 90, 85,
  ])
})

it('stores whether the package is low by the rule of the admin desk', async () => {
  const clock = { now: Date.parse('2026-11-01T04:00:00Z') }
  app = await startSandboxedProxy(setups[0][1], { now: () => clock.now })
  const stored = () =>
    createCorpListStore(app.store.database).find(sandboxCorpId, { now: 0, monthBegan: 0 })
  const troublesWith = async (contractsLeft: number) => {
    clock.now += 24 * 60 * 60_000
    await change({ margin: contractsLeft })
    await app.signIn('wangwu')
    // The sign-in does not wait for its organisation to be stored.
    await expect.poll(stored).not.toBeNull()
    expect(await corp()).toMatchObject({ margin: { ok: { contractsLeft } } })
    return (await stored())?.troubles
  }
  expect(await troublesWith(200)).toEqual([])
  // It lasts for two days at this pace, which is not the rule.
  expect(await troublesWith(20)).toEqual([])
  expect(await troublesWith(19)).toEqual(['contracts-low'])
})

it('counts the known flows', async () => {
  app = await startSandboxedProxy()
  await app.signIn('wangwu')
  for (const sample of ['SIGNING', 'COMPLETED', 'SEAL-APPROVAL']) {
    expect((await app.get(`/api/flows/PRO-SANDBOX-${sample}`)).status).toBe(200)
  }
  await expect
    .poll(async () => {
      const answer = await app.get('/api/corp/statistics')
      return corpStatisticsSchema.parse(await answer.json())
    })
    .toMatchObject({
      flows: 3,
      byStatus: [
        { status: 'signing', flows: 2 },
        { status: 'completed', flows: 1 },
      ],
      completion: { flows: 1 },
      stages: [
        { kind: 'waiting-for-signature', flows: 1 },
        { kind: 'waiting-for-seal-approval', flows: 1 },
      ],
      longestWaiting: [
        { taskId: 'PRO-SANDBOX-SIGNING', people: ['李四'] },
        { taskId: 'PRO-SANDBOX-SEAL-APPROVAL', people: ['李四'] },
      ],
    })
})
