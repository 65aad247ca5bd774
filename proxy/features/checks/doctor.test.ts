import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { internalApp, sandboxCorpId, startSandbox, thirdPartyApp } from '#sandbox/played.ts'
import { readConfig } from '#proxy/config.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { controlOf } from '#proxy/testing/control-sandbox.ts'
import { listen, stopListening } from '#proxy/testing/listen.ts'
import { internal, thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { runDoctor } from './doctor.ts'

type Played = Awaited<ReturnType<typeof startSandbox>>

const sessionSecret = 'a-session-secret-of-more-than-32-bytes'
const noticeUrl = 'http://127.0.0.1:9/notices'
const hourMs = 3_600_000

let sandbox: Played

beforeAll(async () => {
  sandbox = await startSandbox({ noticeUrl })
})

beforeEach(() => sandbox.sandbox.reset())

afterAll(() => sandbox.close())

/** Settings with which there is nothing to do. */
function settingsAt(url: string): Record<string, string> {
  return {
    ...internal,
    DINGTALK_AGENT_ID: internalApp.agentId,
    DINGTALK_API_URL: url,
    DINGTALK_OAPI_URL: url,
    PUBLIC_URL: 'https://contracts.invalid',
    SESSION_SECRET: sessionSecret,
    // No Postgres runs there.
    DATA_DIR: join(import.meta.dirname, 'no-data'),
  }
}

const reportSchema = z.object({
  checks: z.array(
    z.object({
      name: z.string(),
      state: z.enum(['ok', 'warning', 'failed', 'unknown']),
      found: z.object({ zh: z.string(), en: z.string() }),
      todo: z.object({ zh: z.string(), en: z.string() }).nullable(),
    }),
  ),
})

async function run(
  env: Record<string, string>,
  args: readonly string[] = [],
  language: 'zh' | 'en' = 'en',
): Promise<{ exitCode: number; text: string }> {
  let text = ''
  const exitCode = await runDoctor(args, {
    readSettings: () => readConfig(env),
    write: (part) => void (text += part),
    language,
  })
  // Of no fault may the output hold a secret.
  for (const secret of secrets) expect(text).not.toContain(secret)
  return { exitCode, text }
}

const secrets = [
  sessionSecret,
  internalApp.clientSecret,
  thirdPartyApp.suiteSecret,
  thirdPartyApp.suiteTicket,
  'hunter2',
]

/** What is not `ok`, by name. */
async function troublesOf(env: Record<string, string>, args: readonly string[] = []) {
  const { exitCode, text } = await run(env, ['--json', ...args])
  const { checks } = reportSchema.parse(JSON.parse(text))
  const troubles = checks.filter(({ state }) => state === 'failed' || state === 'warning')
  return {
    exitCode,
    troubles: Object.fromEntries(troubles.map((one) => [one.name, one])),
    checks: Object.fromEntries(checks.map(({ name, state }) => [name, state])),
  }
}

const patchCorp = (changes: object) =>
  controlOf(sandbox.url)('PATCH', `/corps/${sandboxCorpId}`, changes)

describe('npm run doctor', () => {
  it('finds nothing to do where all is well, in a line for each step', async () => {
    const { exitCode, text } = await run(settingsAt(sandbox.url))
    expect(text).not.toMatch(/^[✗!]/m)
    expect(exitCode).toBe(0)
    const lines = text.trimEnd().split('\n')
    expect(lines.filter((line) => line.startsWith('✓')).map((line) => line.split(':')[0])).toEqual([
      '✓ Settings',
      '✓ Network and clock',
      '✓ Credentials',
      '✓ Organisation',
      '✓ Egress IP',
      '✓ Visible range',
      '✓ Permission Esign.Common.ReadWrite',
      '✓ Permission qyapi_get_member',
      '✓ Permission qyapi_base',
      '✓ Permission Todo.Todo.Write',
      '✓ Permission Todo.Todo.Read',
      '✓ Permission Workflow.Instance.Read',
      '✓ Permission Workflow.Instance.Write',
      '✓ Agent id',
      '✓ Jsapi ticket',
      '✓ eSign app',
      '✓ eSign developer account',
      '✓ eSign authorisation',
      '✓ eSign verification',
      '✓ DingTalk events',
      '✓ Disk',
    ])
    expect(lines).toHaveLength(23)
  })

  it('says in Chinese what to do', async () => {
    await patchCorp({ missingScopes: ['qyapi_base'] })
    const { text } = await run(settingsAt(sandbox.url), [], 'zh')
    expect(text).toMatch(
      /^✗ 权限 qyapi_base：应用没有权限 qyapi_base，以下功能不可用：工作通知。 → 在开发者后台/m,
    )
  })

  it.each([
    ['a wrong secret', { DINGTALK_CLIENT_SECRET: 'hunter2' }, 'token', /CLIENT_SECRET/],
    ['a wrong organisation', { DINGTALK_CORP_ID: 'dingnobody' }, 'corp', /DINGTALK_CORP_ID/],
    ['a wrong agent id', { DINGTALK_AGENT_ID: '7' }, 'agent-id', /DINGTALK_AGENT_ID=7/],
    ['a public address on http', { PUBLIC_URL: 'http://c.invalid' }, 'notice-address', /not https/],
  ])('names %s', async (_, env, name, says) => {
    const { exitCode, troubles } = await troublesOf({ ...settingsAt(sandbox.url), ...env })
    expect(Object.keys(troubles)).toEqual([name])
    expect(troubles[name]?.found.en).toMatch(says)
    expect(troubles[name]?.todo?.zh).not.toBe('')
    expect(exitCode).toBe(1)
  })

  it('says of the sign-in in a browser what only a person can try', async () => {
    const env = { ...settingsAt(sandbox.url), BROWSER_SIGN_IN: 'on' }
    const { exitCode, text } = await run(env)
    expect(exitCode).toBe(0)
    const [line = ''] = /^\? Sign-in in a browser: .*$/m.exec(text) ?? []
    expect(line).toContain('enter https://contracts.invalid/callbacks/sign-in as redirect URL')
    expect(line).toContain('apply for Contact.User.Read')
  })

  it('names a missing agent id, without which the app works', async () => {
    const env = { ...settingsAt(sandbox.url), DINGTALK_AGENT_ID: '' }
    const { exitCode, troubles } = await troublesOf(env)
    expect(Object.keys(troubles)).toEqual(['agent-id'])
    expect(exitCode).toBe(2)
  })

  it.each([
    'Esign.Common.ReadWrite',
    'qyapi_get_member',
    'qyapi_base',
    'Todo.Todo.Write',
    'Todo.Todo.Read',
    'Workflow.Instance.Read',
    'Workflow.Instance.Write',
    'Workflow.Form.Read',
    'Workflow.Form.Write',
    'qyapi_aflow',
    'qyapi_robot_sendmsg',
  ])('names the missing permission %s', async (scope) => {
    await patchCorp({ missingScopes: [scope] })
    const extras = { DINGTALK_PROCESS_CENTRE: 'on', DINGTALK_ROBOT: 'http' }
    const env = { ...settingsAt(sandbox.url), ...extras }
    const { exitCode, troubles } = await troublesOf(env)
    expect(Object.keys(troubles)).toEqual([`permission/${scope}`])
    expect(troubles[`permission/${scope}`]?.todo?.en).toContain(`Search for ${scope}`)
    const isExtra = ['Workflow.Instance.Read', 'qyapi_robot_sendmsg'].includes(scope)
    expect(exitCode).toBe(isExtra ? 2 : 1)
  })

  it.each([
    ['eSign not installed', { esignInstalled: false }, 'esign-installed'],
    ['eSign not authorised', { esignAuthorised: false }, 'esign-authorised'],
    ['a company that is not verified', { realNameVerified: false }, 'esign-verified'],
    ['administrators that the app may not see', { outsideRange: ['wangwu'] }, 'visible'],
  ])('names %s', async (_, changes, name) => {
    await patchCorp(changes)
    const { troubles } = await troublesOf(settingsAt(sandbox.url))
    expect(Object.keys(troubles)).toEqual([name])
  })

  it('names a developer account that is not initialised', async () => {
    const bare = await startSandbox()
    onTestFinished(() => bare.close())
    const { troubles } = await troublesOf(settingsAt(bare.url))
    expect(Object.keys(troubles)).toEqual(['esign-initialised'])
  })

  it('names a refused egress IP, and leaves out what cannot be tried', async () => {
    await controlOf(sandbox.url)('PATCH', '/gateway', { refusesEgress: true })
    const { exitCode, troubles, checks } = await troublesOf(settingsAt(sandbox.url))
    expect(exitCode).toBe(1)
    expect(Object.keys(troubles)).toEqual(['egress'])
    expect(troubles['egress']?.found.en).toContain('203.0.113.9')
    expect(checks).not.toHaveProperty('agent-id')
  })

  it('names a clock that is an hour off', async () => {
    const behind = await startSandbox({ noticeUrl, now: () => Date.now() - hourMs })
    onTestFinished(() => behind.close())
    const { troubles } = await troublesOf(settingsAt(behind.url))
    expect(Object.keys(troubles)).toEqual(['clock'])
    expect(troubles['clock']?.found.en).toMatch(/by 3(599|600|601) s/)
  })

  it('names a DingTalk that cannot be reached', async () => {
    const closed = createServer()
    const url = await listen(closed)
    await stopListening(closed)
    const { exitCode, troubles } = await troublesOf(settingsAt(url))
    expect(exitCode).toBe(1)
    expect(Object.keys(troubles)).toEqual(['clock'])
  })

  it('names a database that is away, without its password', async () => {
    const DATABASE_URL = 'postgres://app:hunter2@127.0.0.1:9/app'
    const { troubles } = await troublesOf({ ...settingsAt(sandbox.url), DATABASE_URL })
    expect(Object.keys(troubles)).toEqual(['database'])
    expect(troubles['database']?.found.en).toContain('ECONNREFUSED')
  })

  it('names what is off in a database', async () => {
    const DATABASE_URL = await newDatabase()
    const { troubles } = await troublesOf({ ...settingsAt(sandbox.url), DATABASE_URL })
    expect(Object.keys(troubles)).toEqual(['database-durability'])
    expect(troubles['database-durability']?.found.en).toMatch(/^fsync, full_page_writes/)
  })

  it.each([
    [
      'a refused ticket',
      () => controlOf(sandbox.url)('PATCH', '/gateway', { refusesStream: true }),
    ],
    ['a refused line', () => controlOf(sandbox.url)('POST', '/line-faults', { kind: 'refuse' })],
  ])('names events that are refused: %s', async (_, refuse) => {
    await refuse()
    const { troubles } = await troublesOf({ ...settingsAt(sandbox.url), DINGTALK_EVENTS: 'stream' })
    expect(Object.keys(troubles)).toEqual(['events'])
  })

  it('opens no second line beside that of a running app', async () => {
    const DATABASE_URL = await newDatabase()
    const store = await openStore({ databaseUrl: DATABASE_URL })
    onTestFinished(() => store.close())
    const line = { state: 'open', since: Date.now(), lastFrameAt: null } as const
    await store.lineLeases.hold('instance', 1, 60_000, line)
    // It would be refused.
    await controlOf(sandbox.url)('POST', '/line-faults', { kind: 'refuse' })
    const env = { ...settingsAt(sandbox.url), DATABASE_URL, DINGTALK_EVENTS: 'stream' }
    expect((await troublesOf(env)).checks['events']).toBe('ok')
  })

  it('lists every setting that is wrong, and asks nobody', async () => {
    const env = { ...settingsAt(sandbox.url), SESSION_SECRET: 'hunter2', PORT: 'x' }
    const { exitCode, text } = await run(env)
    expect(exitCode).toBe(1)
    expect(text).toMatch(/^✗ Settings: SESSION_SECRET is too short/m)
    expect(text).toMatch(/^✗ Settings: PORT=x/m)
    expect(sandbox.sandbox.calls()).toEqual([])
  })

  it('says that no app is set', async () => {
    const { exitCode, text } = await run({})
    expect(exitCode).toBe(1)
    expect(text).toContain('runs on its sandbox')
  })

  it('says how it is called', async () => {
    const { exitCode, text } = await run({}, ['--help-me'])
    expect(exitCode).toBe(64)
    expect(text).toContain('--send-test USERID')
  })

  it('changes nothing in DingTalk and e签宝', async () => {
    const control = controlOf(sandbox.url)
    const stateOf = async () => [
      await control('GET', '/todos'),
      await control('GET', '/processes'),
      await control('GET', '/messages'),
      await control('GET', '/approvals'),
      await control('GET', '/notices'),
    ]
    const before = await stateOf()
    await run({ ...settingsAt(sandbox.url), DINGTALK_PROCESS_CENTRE: 'on' })
    await run({ ...settingsAt(sandbox.url), ...ofThirdParty }, ['--corp', sandboxCorpId])
    expect(await stateOf()).toEqual(before)
  })

  it('sends one work notification where it is asked to', async () => {
    const { exitCode } = await troublesOf(settingsAt(sandbox.url), ['--send-test', 'zhangsan'])
    expect(exitCode).toBe(0)
    const sent = z
      .object({ messages: z.array(z.object({ deliveredTo: z.array(z.string()) })) })
      .parse(await controlOf(sandbox.url)('GET', '/messages'))
    expect(sent.messages).toEqual([{ deliveredTo: ['zhangsan'] }])
  })
})

const ofThirdParty = {
  ...thirdParty,
  DINGTALK_EVENTS: 'stream',
  DINGTALK_URGE_TEMPLATE_ID: thirdPartyApp.templates.approved,
}

describe('npm run doctor for a third-party app', () => {
  const settings = () => ({ ...settingsAt(sandbox.url), ...ofThirdParty })
  const asked = ['--corp', sandboxCorpId]

  it('finds nothing to do where all is well', async () => {
    const { exitCode, troubles, checks } = await troublesOf(settings(), asked)
    expect(troubles).toEqual({})
    expect(exitCode).toBe(0)
    expect(checks).toMatchObject({
      template: 'ok',
      events: 'ok',
      'permission/Market.Order.Read': 'ok',
    })
  })

  it.each([
    ['no template', { DINGTALK_URGE_TEMPLATE_ID: '' }, 'template', /is set/],
    ['an unknown template', { DINGTALK_URGE_TEMPLATE_ID: 'mine' }, 'template', /mine/],
    [
      'a template in review',
      { DINGTALK_URGE_TEMPLATE_ID: thirdPartyApp.templates.inReview },
      'template',
      /not approved/,
    ],
    ['an old suite ticket', { DINGTALK_SUITE_TICKET: 'hunter2' }, 'token', /no longer valid/],
    ['no suite ticket', { DINGTALK_SUITE_TICKET: '' }, 'token', /has come/],
    ['no events', { DINGTALK_EVENTS: 'off' }, 'events', /No events/],
  ])('names %s', async (_, env, name, says) => {
    const { exitCode, troubles } = await troublesOf({ ...settings(), ...env }, asked)
    expect(Object.keys(troubles)).toEqual([name])
    expect(troubles[name]?.found.en).toMatch(says)
    expect(exitCode).toBe(1)
  })

  it('names an organisation that has not turned the app on', async () => {
    const { troubles } = await troublesOf(settings(), ['--corp', 'dingnobody'])
    expect(troubles['token']?.found.en).toContain('dingnobody')
  })

  it('names a missing permission for orders', async () => {
    const denied = { code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied', message: 'no' }
    await controlOf(sandbox.url)('POST', '/faults', {
      match: '/v1.0/appMarket/orders/',
      status: 403,
      body: denied,
    })
    const { exitCode, troubles } = await troublesOf(settings(), asked)
    expect(Object.keys(troubles)).toEqual(['permission/Market.Order.Read'])
    expect(exitCode).toBe(2)
  })

  it('asks about the organisation that used the app last', async () => {
    const DATABASE_URL = await newDatabase()
    const store = await openStore({ databaseUrl: DATABASE_URL })
    onTestFinished(() => store.close())
    const { text } = await run({ ...settings(), DATABASE_URL })
    expect(text).toContain('No organisation is known yet')
    const known = { corpId: sandboxCorpId, at: 1_000, isAuthorised: true }
    await store.corps.updateCorp({ ...known, event: 'org_suite_auth' })
    // The ticket that DingTalk pushed wins over that of the settings.
    await store.suiteTickets.keep(thirdPartyApp.suiteKey, thirdPartyApp.suiteTicket, 1_000)
    const env = { ...settings(), DATABASE_URL, DINGTALK_SUITE_TICKET: 'old' }
    const { checks } = await troublesOf(env)
    expect(checks).toMatchObject({ token: 'ok', 'esign-verified': 'ok' })
  })
})
