import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId, secondCorpId } from '#sandbox/played.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { issueAuthCode } from '#proxy/testing/control-sandbox.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { startTestProxy, type TestProxy } from '#proxy/testing/test-proxy.ts'
import { startUpstream } from '#proxy/testing/upstream.ts'

const env = { ...internal, BROWSER_SIGN_IN: 'on', PUBLIC_URL: 'https://contracts.example' }

const page = '/flows/PRO-SANDBOX-SIGNING?from=mail#log'

const zhangsan = `${sandboxCorpId} sandbox-union-zhangsan`

/** A browser on DingTalk's page. */
type Begun = {
  cookie: string
  /** The query of DingTalk's page. */
  asked: URLSearchParams
}

let app: SandboxedProxy
let now = Date.now()

beforeAll(async () => {
  const clock = () => now
  app = await startSandboxedProxy(env, { now: clock, monotonic: clock }, { now: clock })
})
afterEach(() => app.control('POST', '/reset'))
afterAll(() => app.close())

/** @param browser its cookies */
async function begin(
  returnTo: string = page,
  browser = '',
  proxy: TestProxy = app.proxy,
): Promise<Begun> {
  const address = `/api/sign-in/dingtalk?returnTo=${encodeURIComponent(returnTo)}`
  const answer = await proxy.askWithoutOrigin(address, { headers: { cookie: browser } })
  expect(answer.status).toBe(302)
  const location = answer.headers.get('location') ?? ''
  expect(location).toMatch(/^https:\/\/login\.dingtalk\.com\/oauth2\/auth\?/)
  const cookie = answer.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(
    /^__Host-sign-in=[\w-]{22}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
  return { cookie: cookie.split(';')[0] ?? '', asked: new URL(location).searchParams }
}

/** Chooses a person on DingTalk's page, by organisation and union id; the way back to us. */
async function choose({ asked }: Begun, person = zhangsan): Promise<string> {
  const answer = await fetch(`${app.sandboxUrl}/oauth2/auth?${asked.toString()}`, {
    method: 'POST',
    body: new URLSearchParams({ person }),
    redirect: 'manual',
  })
  expect(answer.status).toBe(303)
  const { origin, pathname, search } = new URL(answer.headers.get('location') ?? '')
  expect(origin + pathname).toBe('https://contracts.example/callbacks/sign-in')
  return pathname + search
}

function finish(path: string, cookie: string, proxy: TestProxy = app.proxy): Promise<Response> {
  return proxy.askWithoutOrigin(path, { headers: { cookie } })
}

/** What a refusal says; there is no session. */
async function refusal(answer: Response): Promise<unknown> {
  expect(answer.headers.get('set-cookie')).toBeNull()
  return z.object({ code: z.string() }).parse(await answer.json()).code
}

function sessionOf(answer: Response): string {
  return /__Host-session=[^;]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? ''
}

async function whoIs(answer: Response): Promise<unknown> {
  const session = await app.proxy.ask('/api/session', { headers: { cookie: sessionOf(answer) } })
  return session.json()
}

describe('signing in on the page of DingTalk', () => {
  it('asks for the organisation of the app, and leads back to the page as its person', async () => {
    const begun = await begin()
    expect(Object.fromEntries(begun.asked)).toEqual({
      redirect_uri: 'https://contracts.example/callbacks/sign-in',
      response_type: 'code',
      client_id: internal.DINGTALK_CLIENT_ID,
      scope: 'openid corpid',
      prompt: 'consent',
      corpId: sandboxCorpId,
      state: expect.stringMatching(/^[\w-]+$/),
    })
    const answer = await finish(await choose(begun), begun.cookie)
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(`https://contracts.example${page}`)
    expect(await whoIs(answer)).toMatchObject({
      corpId: sandboxCorpId,
      userId: 'zhangsan',
      name: '张三',
      role: 'member',
    })
  })

  it('keeps nothing of the token of the person', async () => {
    const begun = await begin()
    const answer = await finish(await choose(begun), begun.cookie)
    const [{ path, token } = { path: '', token: null }] = await app.calls('/contact/users/me')
    expect(path).toBe('/v1.0/contact/users/me')
    const start = token?.slice(0, 4) ?? '?'
    const session = Buffer.from(sessionOf(answer).split('.')[1] ?? '', 'base64url').toString()
    expect(session).toContain('zhangsan')
    expect(session).not.toContain(start)
    expect(app.proxy.logText()).not.toMatch(/authCode=|accessToken/)
  })

  it('gives administrators their role, and members a name when the app may not read them', async () => {
    const admin = await begin()
    const asAdmin = await choose(admin, `${sandboxCorpId} sandbox-union-wangwu`)
    expect(await whoIs(await finish(asAdmin, admin.cookie))).toMatchObject({ role: 'admin' })
    await app.control('PATCH', `/corps/${sandboxCorpId}`, { outsideRange: ['zhangsan'] })
    const member = await begin()
    const asMember = await finish(await choose(member), member.cookie)
    expect(await whoIs(asMember)).toMatchObject({ name: '张三', role: 'member' })
  })

  it('takes the code under its other name', async () => {
    const begun = await begin()
    const path = (await choose(begun)).replace(/authCode=\w+&?/, '')
    expect(path).toContain('code=')
    expect((await finish(path, begun.cookie)).status).toBe(303)
    const text = app.proxy.logText()
    expect(text).toMatch(/"outcome":"code",.*"settled: sign-in-code-name"/)
    expect(text).toMatch(/"outcome":"named",.*"settled: sign-in-corp"/)
  })

  it('can be under way in several tabs of one browser', async () => {
    const first = await begin('/me')
    const second = await begin('/start', first.cookie)
    expect(second.cookie).toBe(first.cookie)
    const back = await finish(await choose(first), second.cookie)
    expect(back.headers.get('location')).toBe('https://contracts.example/me')
    expect((await finish(await choose(second), second.cookie)).status).toBe(303)
  })

  it.each([
    ['https://evil.example/', '/'],
    ['//evil.example/flows', '/'],
    ['/\\evil.example', '/'],
    ['\t//evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/api/session', '/'],
    ['//api/session', '/'],
    ['/x/../api/session', '/'],
    [`/${'x'.repeat(1001)}`, '/'],
    ['/.//evil.example', '//evil.example'],
    ['/admin?view=audit', '/admin?view=audit'],
  ])('leads to our own pages alone (%#)', async (returnTo, path) => {
    const begun = await begin(returnTo)
    const answer = await finish(await choose(begun), begun.cookie)
    const location = answer.headers.get('location') ?? ''
    expect(location).toBe(`https://contracts.example${path}`)
    expect(new URL(location).origin).toBe('https://contracts.example')
  })
})

describe('a callback that is repeated', () => {
  const minute = 60_000

  async function answered() {
    const begun = await begin()
    const path = await choose(begun)
    const cookie = `${begun.cookie}; ${sessionOf(await finish(path, begun.cookie))}`
    return { begun, path, cookie }
  }

  it('leads the browser with its session to the same page, without another one', async () => {
    const { path, cookie } = await answered()
    now += minute
    const again = await finish(path, cookie)
    expect(again.status).toBe(303)
    expect(again.headers.get('location')).toBe(`https://contracts.example${page}`)
    expect(again.headers.get('set-cookie')).toBeNull()
    expect(await app.calls('/userAccessToken')).toHaveLength(1)
  })

  it('has expired a minute later', async () => {
    const { path, cookie } = await answered()
    now += minute + 1
    expect(await refusal(await finish(path, cookie))).toBe('sign-in-expired')
  })

  it('has expired without the session, or with one that has ended', async () => {
    const { begun, path, cookie } = await answered()
    expect(await refusal(await finish(path, begun.cookie))).toBe('sign-in-expired')
    const gone = await app.proxy.ask('/api/session', { method: 'DELETE', headers: { cookie } })
    expect(gone.status).toBe(204)
    expect(await refusal(await finish(path, cookie))).toBe('sign-in-expired')
  })

  it('has expired with the session of another callback, another code, or another browser', async () => {
    const { begun, path, cookie } = await answered()
    const other = await answered()
    const refusedWith = (address: string, cookies: string) => finish(address, cookies).then(refusal)
    const [, session = ''] = cookie.split('; ')
    const [, otherSession = ''] = other.cookie.split('; ')
    expect(await refusedWith(path, `${begun.cookie}; ${otherSession}`)).toBe('sign-in-expired')
    expect(await refusedWith(await choose(begun), cookie)).toBe('sign-in-expired')
    expect(await refusedWith(path, `${other.begun.cookie}; ${session}`)).toBe('sign-in-expired')
    expect(await app.calls('/userAccessToken')).toHaveLength(2)
  })

  it('has expired if the first one gave no session', async () => {
    const before = await answered()
    const begun = await begin(page, before.begun.cookie)
    const path = await choose(begun, '')
    expect(await refusal(await finish(path, before.cookie))).toBe('sign-in-cancelled')
    expect(await refusal(await finish(path, before.cookie))).toBe('sign-in-expired')
  })
})

describe('no session', () => {
  it('is for a state that was used before', async () => {
    const begun = await begin()
    const first = await choose(begun)
    const again = await choose(begun)
    expect((await finish(first, begun.cookie)).status).toBe(303)
    expect(await refusal(await finish(again, begun.cookie))).toBe('sign-in-expired')
    expect(await app.calls('/userAccessToken')).toHaveLength(1)
  })

  it('is for a state of ten minutes ago', async () => {
    const begun = await begin()
    const path = await choose(begun)
    now += 10 * 60_000
    expect(await refusal(await finish(path, begun.cookie))).toBe('sign-in-expired')
  })

  it('is for a state of another browser, a changed one, or none', async () => {
    const begun = await begin()
    const other = await begin()
    const path = await choose(begun)
    const of = (cookie: string, address = path) => finish(address, cookie).then(refusal)
    expect(await of(other.cookie)).toBe('sign-in-expired')
    expect(await of('')).toBe('sign-in-expired')
    const changed = path.replace(/state=(.)/, (_, first) => `state=${first === 'A' ? 'B' : 'A'}`)
    expect(await of(begun.cookie, changed)).toBe('sign-in-expired')
    expect(await of(begun.cookie, path.replace(/&state=.*/, ''))).toBe('sign-in-expired')
    expect(await app.calls('/userAccessToken')).toEqual([])
  })

  it('is for who turns back', async () => {
    const begun = await begin()
    const path = await choose(begun, '')
    expect(path).toContain('error=')
    expect(await refusal(await finish(path, begun.cookie))).toBe('sign-in-cancelled')
    const text = app.proxy.logText()
    expect(text).toMatch(/"outcome":"with-error",.*"settled: sign-in-refusal"/)
  })

  it('is for people of another organisation', async () => {
    const begun = await begin()
    const people = await fetch(`${app.sandboxUrl}/oauth2/auth?${begun.asked.toString()}`)
    const html = await people.text()
    const other = new RegExp(`${secondCorpId} [\\w-]+`).exec(html)?.[0]
    const answer = await finish(await choose(begun, other), begun.cookie)
    expect(answer.status).toBe(403)
    expect(await refusal(answer)).toBe('not-a-member')
  })

  it('is for a code of a client, and a client cannot use a code of the page', async () => {
    const begun = await begin()
    const path = await choose(begun)
    const [, ofPage = ''] = /authCode=(\w+)/.exec(path) ?? []
    const ofClient = await issueAuthCode(app.control, 'zhangsan', sandboxCorpId)
    const swapped = path.replaceAll(ofPage, ofClient)
    expect(await refusal(await finish(swapped, begun.cookie))).toBe('auth-code-invalid')
    const signIn = await app.proxy.signIn({ authCode: ofPage, corpId: sandboxCorpId })
    expect(signIn.status).toBe(401)
  })

  it('is for one address that signs in all the time', async () => {
    const begun = await begin()
    const path = await choose(begun, '')
    const codes = new Set<unknown>()
    for (let index = 0; index < 125; index += 1)
      codes.add(await refusal(await finish(path, begun.cookie)))
    expect([...codes]).toContain('too-many-sign-ins')
    now += 61_000
  })

  it('is told by a page, which leads to another attempt for the same page', async () => {
    const begun = await begin()
    const path = await choose(begun, '')
    const headers = { cookie: begun.cookie, accept: 'text/html' }
    const answer = await app.proxy.askWithoutOrigin(path, { headers })
    expect(answer.status).toBe(403)
    const html = await answer.text()
    expect(html).toContain('您取消了登录')
    expect(html).toContain('The sign-in was cancelled')
    expect(html).toContain(`href="/api/sign-in/dingtalk?returnTo=${encodeURIComponent(page)}"`)
    const foreign = await app.proxy.askWithoutOrigin(path, { headers: { accept: 'text/html' } })
    expect(await foreign.text()).toContain('href="/api/sign-in/dingtalk?returnTo=%2F"')
  })
})

it('is offered to the page, and nowhere when it is off', async () => {
  const read = async (proxy: TestProxy) => (await proxy.ask('/api/config')).json()
  expect(await read(app.proxy)).toMatchObject({ browserSignIn: true })
  const off = await startTestProxy(app.sandboxUrl, internal)
  expect(await read(off)).not.toHaveProperty('browserSignIn')
  expect((await off.ask('/api/sign-in/dingtalk')).status).toBe(404)
  expect((await off.ask('/callbacks/sign-in')).status).toBe(404)
  await off.close()
})

it('takes a state once on all instances', async () => {
  const databaseUrl = await newDatabase()
  const start = async () =>
    startTestProxy(app.sandboxUrl, env, { store: await openStore({ databaseUrl }), now: () => now })
  const [one, other] = await Promise.all([start(), start()])
  const begun = await begin(page, '', one)
  const paths = [await choose(begun), await choose(begun)]
  const answers = await Promise.all(
    [one, other].map((proxy, index) => finish(paths[index] ?? '', begun.cookie, proxy)),
  )
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 400])
  await Promise.all([one.close(), other.close()])
})

/** DingTalk with one person, who is not in the sandbox. */
function startDingTalk(person: { contact: number; corpId: string; details: object }) {
  const { contact, corpId, details } = person
  return startUpstream(({ path }) => {
    if (path.endsWith('ccessToken')) return { body: { accessToken: 'a', expireIn: 7200, corpId } }
    if (path.endsWith('/users/me')) return { body: { unionId: 'u1', nick: '某人' } }
    if (path.includes('getbyunionid'))
      return { body: { errcode: 0, result: { contact_type: contact, userid: 'u' } } }
    return { body: { errcode: 0, result: details } }
  })
}

it.each([
  ['an outside contact of the organisation', { contact: 1, corpId: 'dingcorp' }],
  ['a member who chose another organisation', { contact: 0, corpId: 'dingother' }],
])('refuses %s', async (_who, person) => {
  const details = { name: '某人', admin: false }
  const upstream = await startDingTalk({ ...person, details })
  const proxy = await startTestProxy(upstream.url, { ...env, DINGTALK_CORP_ID: 'dingcorp' })
  const begun = await begin(page, '', proxy)
  const path = `/callbacks/sign-in?authCode=x&state=${begun.asked.get('state')}`
  expect(await refusal(await finish(path, begun.cookie, proxy))).toBe('not-a-member')
  await proxy.close()
  await upstream.close()
})

it('takes a person for a member of whom DingTalk does not say whether they are an administrator', async () => {
  const details = { name: '某人' }
  const upstream = await startDingTalk({ contact: 0, corpId: 'dingcorp', details })
  const proxy = await startTestProxy(upstream.url, { ...env, DINGTALK_CORP_ID: 'dingcorp' })
  const begun = await begin(page, '', proxy)
  const path = `/callbacks/sign-in?authCode=x&state=${begun.asked.get('state')}`
  const answer = await finish(path, begun.cookie, proxy)
  expect(answer.status).toBe(303)
  const session = await proxy.ask('/api/session', { headers: { cookie: sessionOf(answer) } })
  expect(await session.json()).toMatchObject({ name: '某人', role: 'member' })
  await proxy.close()
  await upstream.close()
})
