import { afterEach, describe, expect, it } from 'vitest'
import { sandboxCorpId } from '#sandbox/played.ts'
import { readinessSchema } from '#shared/schemas/readiness.ts'
import { setups, startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

let app: SandboxedProxy

afterEach(() => app.close())

async function read() {
  const answer = await app.get('/api/readiness')
  expect(answer.status).toBe(200)
  return readinessSchema.parse(await answer.json())
}

/** The checks, as `item: state`, with a `*` where the asker can fix it. */
async function checks() {
  return (await read()).checks.map(
    ({ item, state, canFix }) => `${item}: ${state}${canFix ? '*' : ''}`,
  )
}

const change = (fields: Record<string, unknown>) =>
  app.control('PATCH', `/corps/${sandboxCorpId}`, fields)

describe.each(setups)('%s', (_name, env) => {
  it('says what is in order, and who can fix what is not', async () => {
    app = await startSandboxedProxy(env)
    await app.signIn('zhaoliu')
    const readiness = await read()
    expect(readiness.contractsLeft).toBe(100)
    expect(readiness.launches).toEqual('ESIGN_GENERATION' in env ? ['page'] : ['page', 'direct'])
    expect(await checks()).toEqual([
      'app-installed: ok*',
      'app-authorised: ok*',
      'corp-verified: ok*',
      'person-verified: missing*',
      'contracts-left: ok*',
    ])
    await change({ margin: 0, realNameVerified: false })
    await app.signIn('zhangsan')
    expect(await checks()).toEqual([
      'app-installed: ok',
      'app-authorised: ok',
      'corp-verified: missing',
      'person-verified: ok*',
      // e签宝 gives no number for a corp that is not verified.
      'contracts-left: unknown',
    ])
    await change({ realNameVerified: true })
    expect((await checks()).at(-1)).toBe('contracts-left: missing')
    await change({ esignInstalled: false, esignAuthorised: false })
    expect((await checks()).slice(0, 3)).toEqual([
      'app-installed: missing',
      'app-authorised: missing',
      'corp-verified: unknown',
    ])
  })
})

it("lets an app's admin fix everything except what needs a DingTalk admin", async () => {
  app = await startSandboxedProxy({ ...setups[0][1], ADMIN_USER_IDS: 'lisi' })
  await app.signIn('lisi')
  const fixable = (await read()).checks.filter(({ canFix }) => canFix).map(({ item }) => item)
  expect(fixable).toEqual(['app-installed', 'app-authorised', 'person-verified', 'contracts-left'])
})

it('does not offer the console to an operator who is no administrator', async () => {
  const OPERATOR_USER_IDS = `${sandboxCorpId}:zhangsan`
  app = await startSandboxedProxy({ ...setups[0][1], OPERATOR_USER_IDS })
  await change({ margin: 0 })
  await app.signIn('zhangsan')
  expect((await checks()).at(-1)).toBe('contracts-left: missing')
})

it('returns the rest when a part cannot be read, and why', async () => {
  app = await startSandboxedProxy()
  await app.signIn('zhangsan')
  await app.control('POST', '/faults', { match: '/v2.0/esign/corps/infos', status: 500 })
  await app.control('POST', '/faults', { match: '/v2.0/esign/margins', body: { margin: 'many' } })
  const readiness = await read()
  expect(readiness.checks.map(({ state, problem }) => [state, problem?.code ?? null])).toEqual([
    ['ok', null],
    ['ok', null],
    ['unknown', 'upstream-unavailable'],
    ['ok', null],
    ['unknown', null],
  ])
  expect(readiness.contractsLeft).toBeNull()
})

it('makes all calls to e签宝 at the same time', async () => {
  app = await startSandboxedProxy()
  await app.signIn('zhangsan')
  await app.control('POST', '/faults', { match: 'GET /v2.0/esign/', delayMs: 2000 })
  await read()
  const calls = await app.calls('/v2.0/esign/')
  expect(calls).toHaveLength(4)
  const firstEnd = Math.min(...calls.map(({ at, durationMs }) => at + durationMs))
  expect(Math.max(...calls.map(({ at }) => at))).toBeLessThan(firstEnd)
})
