import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { companyName } from '#sandbox/seed/corps.ts'
import { sandboxCorpId, secondCorpId } from '#sandbox/played.ts'
import { accessRequestListSchema } from '#shared/schemas/access-request.ts'
import type { FlowPageRequest } from '#shared/schemas/flow/flow-page.ts'
import { startedFlowSchema } from '#shared/schemas/flow/start-flow-request.ts'
import { shareLinkSchema } from '#shared/schemas/flow/share-link.ts'
import { listenToEvents, type EventSubscription } from './features/live/testing/listen-to-events.ts'
import { encodeCursor } from './base/store/cursor.ts'
import {
  asksForPage,
  callsOf,
  pageScript,
  routeCalls,
  type Ids,
  type RouteCall,
} from './testing/route-calls.ts'
import { thirdParty } from './testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from './testing/sandboxed-proxy.ts'

/**
 * People of one organisation call every route with another organisation's ids. The answers must be
 * the same as with ids that do not exist, and no known task or file id may reach upstream. Times are
 * not compared, but the answers must come even while the other organisation's own calls hang.
 */

const signing = 'PRO-SANDBOX-SIGNING'

/** Texts that no answer to the other organisation may contain. */
const secrets = [companyName, '张三', '李四', '王五', sandboxCorpId]

const people = {
  admin: 'zhoujiu',
  operator: 'zhengshi',
  member: 'zhangsan',
  stranger: null,
} as const

const kinds = ['admin', 'operator', 'member', 'stranger'] as const

/** So long that no call of this file times out. */
const limits = { connect: 600_000, deadline: 600_000, call: 600_000, replyBytes: 1_000_000 }

let webFolder: string
let app: SandboxedProxy
let url: string
let theirs: Ids[]
let before: unknown
const cookies = new Map<keyof typeof people, string>()

beforeAll(async () => {
  webFolder = await makeWebFolder()
  const env = {
    ...thirdParty,
    FLOW_ACCESS: 'participants',
    ASSISTANTS: 'on',
    // Both organisations have a person with this user id.
    ADMIN_USER_IDS: `${sandboxCorpId}:zhangsan`,
    OPERATOR_USER_IDS: `${sandboxCorpId}:lisi,${secondCorpId}:${people.operator}`,
    ESIGN_NOTICE_SECRET: 'the-secret-of-notices',
    DINGTALK_CALLBACK_TOKEN: 'token',
    DINGTALK_CALLBACK_AES_KEY: 'a'.repeat(43),
    DINGTALK_ROBOT: 'http',
  }
  app = await startSandboxedProxy(env, { webFolder, renderer: { renderFlowPage }, limits })
  url = await app.proxy.listen()
  await app.control('POST', `/corps/${secondCorpId}/people`, {
    userId: people.operator,
    name: '郑十',
  })
  await app.control('PATCH', `/corps/${secondCorpId}`, { realNameVerified: true, margin: 50 })
  theirs = await makeThings()
  before = await snapshot()
  for (const person of ['admin', 'operator', 'member'] as const) {
    await app.signIn(people[person], secondCorpId)
    if (person === 'operator') await app.post('/api/corp/initialise')
    cookies.set(person, app.proxy.cookie())
    // The first answers may come before the organisation's name is known.
    await vi.waitFor(async () => {
      const session: unknown = await (await app.get('/api/session')).json()
      expect(session).toMatchObject({ corpName: '成都青禾软件有限公司' })
    })
  }
}, 120_000)

afterAll(async () => {
  await app.close()
  await rm(webFolder, { recursive: true })
})

/** A web app of one page, whose flows are rendered with everything that is known about them. */
async function makeWebFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'web-app-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<meta name="app-config" content="" />')
  await writeFile(join(folder, 'assets', pageScript), '')
  return folder
}

const renderFlowPage = ({ view }: FlowPageRequest) => `<p>${JSON.stringify(view)}</p>`

/** Creates things of the first organisation, and returns their ids. */
async function makeThings(): Promise<Ids[]> {
  await app.signIn('lisi')
  await app.post('/api/corp/initialise')
  const orderIds = ['ORDER-OF-A-1', 'ORDER-OF-A-2']
  for (const orderId of orderIds) {
    const [order] = await callsBy('POST /api/orders/channel', { ...twin(), orderId })
    expect((await app.post('/api/orders/channel', order?.body)).status).toBe(201)
  }
  await app.signIn('wangwu')
  const fileId = await app.upload('a.pdf')
  const key = randomUUID()
  const startCall = await callsBy('POST /api/flows', { ...twin(), fileId, key, userId: 'lisi' })
  const started = await app.post('/api/flows', startCall[0]?.body, { 'idempotency-key': key })
  const { taskId } = startedFlowSchema.parse(await started.json())
  const opened = await app.proxy.ask(`/api/flows/${signing}`, { headers: asksForPage })
  expect(await opened.text()).toContain('<p>')
  // The flow and its opening are stored after the answer.
  await vi.waitFor(async () => {
    for (const path of ['/api/flows?scope=all', `/api/audit?taskId=${signing}`])
      expect(await (await app.get(path)).text()).toContain('办公设备采购合同')
  })
  const shared = await app.post(`/api/flows/${signing}/share-link`)
  const link = new URL(shareLinkSchema.parse(await shared.json()).url).searchParams.get('access')
  // The link is stored after the answer, too.
  await vi.waitFor(async () => {
    const audit = await app.get(`/api/audit?taskId=${signing}`)
    expect(await audit.text()).toContain('link-made')
  })
  // A person of the organisation requests access, which waits for an admin.
  await app.signIn('lisi')
  expect((await app.post(`/api/flows/${signing}/access-requests`)).status).toBe(202)
  // The server's later readings of it would be mistaken for effects of another person's call.
  await app.proxy.sendDue()
  await app.signIn('wangwu')
  const asked = await app.get('/api/access-requests')
  const { requests } = accessRequestListSchema.parse(await asked.json())
  const things = {
    ...twin(),
    corpId: sandboxCorpId,
    requestId: requests[0]?.id ?? '',
    fileId,
    key,
    userId: 'lisi',
    instanceId: 'SANDBOX-INSTANCE-1',
    link: link ?? '',
  }
  return [signing, taskId ?? ''].map((id, index) => ({
    ...things,
    taskId: id,
    orderId: orderIds[index] ?? '',
    cursor: encodeCursor([Date.now() + 60_000, id]),
  }))
}

/** Ids that do not exist. */
function twin(): Ids {
  const name = randomUUID().toUpperCase()
  const taskId = `PRO-NOBODY-${name}`
  return {
    corpId: `ding${name}`,
    taskId,
    fileId: `FILE-${name}`,
    requestId: randomUUID(),
    instanceId: `INSTANCE-${name}`,
    orderId: `ORDER-${name}`,
    link: `1.${Math.floor(Date.now() / 1000) + 3600}.${'x'.repeat(43)}`,
    cursor: encodeCursor([Date.now() + 60_000, taskId]),
    key: randomUUID(),
    userId: `nobody${name}`,
  }
}

async function authCode(userId: string | null): Promise<string> {
  if (userId === null) return 'made-up'
  const issued = await app.control('POST', '/auth-codes', { userId, corpId: secondCorpId })
  return z.object({ code: z.string() }).parse(issued).code
}

function callsBy(
  route: string,
  ids: Ids,
  userId: string | null = null,
): Promise<readonly RouteCall[]> {
  return callsOf(route, ids, {
    corpId: secondCorpId,
    isOperator: userId === people.operator,
    authCode: () => authCode(userId),
  })
}

/** Replaces the given ids, and everything that differs between two answers. */
function normalise(text: string, ids: Ids): string {
  let known = text
  for (const [name, id] of Object.entries(ids)) known = known.replaceAll(id, `<${name}>`)
  return known.replace(/[\w%=+-]{16,}/g, '#').replace(/\d{8,}/g, '#')
}

/**
 * The answers and upstream calls with these ids so far. Equal ones count once, as requests may
 * share a pending call.
 */
async function seen(route: string, person: keyof typeof people, ids: Ids) {
  const [method = ''] = route.split(' ')
  const answers = []
  const asked = (await app.calls('')).length
  for (const call of await callsBy(route, ids, people[person])) {
    const { status, type, text } = await ask(method, call, cookies.get(person))
    const withoutIds = Object.values(ids).reduce((rest, id) => rest.replaceAll(id, ''), text)
    for (const secret of secrets) expect(withoutIds, `${route}: ${text}`).not.toContain(secret)
    answers.push({ status, type, text: normalise(text, ids) })
  }
  const upstream = async () => {
    const calls = (await app.calls('')).slice(asked).map((call) => {
      return `${call.method} ${call.path} ${JSON.stringify(call.body ?? null)}`
    })
    const withIds = calls.filter((call) => Object.values(ids).some((id) => call.includes(id)))
    return [...new Set(withIds.map((call) => normalise(call, ids)))].toSorted()
  }
  return { answers, upstream }
}

async function ask(method: string, call: RouteCall, cookie = '') {
  const leaving = new AbortController()
  const answer = await fetch(url + call.path, {
    method: method === 'ALL' ? 'POST' : method,
    headers: {
      origin: 'http://localhost:8080',
      cookie,
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...call.headers,
    },
    ...(call.body === undefined
      ? {}
      : { body: typeof call.body === 'string' ? call.body : JSON.stringify(call.body) }),
    redirect: 'manual',
    signal: leaving.signal,
  })
  const type = answer.headers.get('content-type')
  const location = answer.headers.get('location') ?? ''
  const isStream = call.isStream === true && answer.status === 200
  const text = isStream ? '' : location + (await answer.text())
  leaving.abort()
  return { status: answer.status, type, text }
}

/** The data of the first organisation, as its admin and its operator see them. */
async function snapshot(): Promise<unknown> {
  await app.signIn('wangwu')
  const paths = ['/api/flows?scope=all', '/api/audit', `/api/audit?taskId=${signing}`, '/api/corp']
  const texts = []
  for (const path of paths) texts.push(await (await app.get(path)).text())
  await app.signIn('lisi')
  texts.push(await (await app.get('/api/orders')).text())
  // The time of the margin's reading differs each time.
  return texts.map((text) => text.replace(/("contractsLeft":\d+),"at":\d+/g, '$1'))
}

it('calls every route of the app', () => {
  expect(app.proxy.routes().toSorted()).toEqual(Object.keys(routeCalls).toSorted())
})

describe.each(kinds)('as %s', (person) => {
  // The audit comes first, as the calls are recorded in it; signing out comes last, as it ends the
  // session.
  const turnOf = (route: string) =>
    route.startsWith('GET /api/audit') ? 0 : route === 'DELETE /api/session' ? 2 : 1
  const routes = Object.keys(routeCalls).toSorted((a, b) => turnOf(a) - turnOf(b))
  it.each(routes)('%s reveals nothing', async (route) => {
    for (const ids of theirs) {
      const known = await seen(route, person, ids)
      const unknown = await seen(route, person, twin())
      expect(known.answers).toEqual(unknown.answers)
      // A sign-in is answered while its upstream calls are still in progress.
      // What is asked for as an approval may be any text, and so may a page to return to.
      const isAboutThings = (call: string) =>
        /^\S+ \S*<(taskId|fileId)>|"(taskId|fileId)":"</.test(call) &&
        !call.includes('/dingInstances/')
      await vi.waitFor(async () => {
        const [made, unmade] = [await known.upstream(), await unknown.upstream()]
        expect(made).toEqual(unmade.filter((call) => !isAboutThings(call)))
      })
    }
  })
})

it('nothing of the first organisation was changed by these calls', async () => {
  expect(await snapshot()).toEqual(before)
})

it('a change causes no event for the other organisation, and only one reading upstream', async () => {
  const listen = (path: string) => listenToEvents(url + path, { cookie: app.proxy.cookie() })
  const subscriptions: EventSubscription[] = []
  for (const userId of ['zhoujiu', 'zhangsan']) {
    await app.signIn(userId, secondCorpId)
    subscriptions.push(await listen('/api/events'))
    const subscription = await listen(`/api/flows/${signing}/events`)
    expect(subscription.status).toBe(userId === 'zhoujiu' ? 200 : 403)
    if (subscription.status === 200) subscriptions.push(subscription)
  }
  await app.signIn('zhoujiu', secondCorpId)
  const early = await listen('/api/events')
  await vi.waitFor(() => expect(early.lastId).not.toBe(''))
  const other = app.proxy.cookie()
  await app.signIn('wangwu')
  await app.get(`/api/flows/${signing}`)
  const own = await listen(`/api/flows/${signing}/events`)
  const asked = (await app.calls(signing)).length
  await app.control('POST', `/flows/${signing}/advance`, {})
  await notify(signing)
  // The second event is sent after upstream has been read and the notice is finished.
  await vi.waitFor(() => expect(own.events).toHaveLength(2))
  // One reading takes three calls.
  expect(await app.calls(signing)).toHaveLength(asked + 3)
  const late = await listenToEvents(`${url}/api/events`, { cookie: other })
  await vi.waitFor(() => expect(late.lastId).not.toBe(''))
  expect(late.lastId).toBe(early.lastId)
  for (const { events } of subscriptions) expect(events).toEqual([])
})

it('every answer comes while upstream does not answer the first organisation', async () => {
  const [ids] = theirs
  if (ids === undefined) throw new Error('nothing was made')
  const { taskId } = ids
  // The notice causes a reading, which takes three calls.
  await app.control('POST', '/faults', { match: taskId, delayMs: 600_000, times: 3 })
  await notify(taskId)
  await vi.waitFor(async () => expect(await app.control('GET', '/faults')).toEqual({ faults: [] }))
  for (const person of kinds) {
    const userId = people[person]
    if (userId !== null) await app.signIn(userId, secondCorpId)
    const cookie = userId === null ? '' : app.proxy.cookie()
    for (const route of Object.keys(routeCalls)) {
      const [method = ''] = route.split(' ')
      const calls = await callsBy(route, ids, userId)
      const withId = calls.filter((call) => JSON.stringify(call).includes(taskId))
      const answers = await Promise.all(withId.map((call) => ask(method, call, cookie)))
      for (const { status } of answers) expect(status, `${person}: ${route}`).toBeGreaterThan(0)
    }
  }
})

/** Sends e签宝's notice that a flow changed. */
async function notify(taskId: string): Promise<void> {
  const notice = { action: 'SIGN', taskId, bizData: { status: 'RUNNING' } }
  const body = JSON.stringify(notice)
  await fetch(`${url}/callbacks/esign/the-secret-of-notices`, { method: 'POST', body })
}
