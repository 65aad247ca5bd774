import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'undici'
import { z } from 'zod'
import { internalApp, sandboxCorpId, thirdPartyApp } from '#sandbox/credentials.ts'
import type { ListeningSandbox } from '#sandbox/listen.ts'
import { startSandbox } from '#sandbox/listen.ts'

const frameSchema = z.object({
  type: z.string(),
  headers: z.looseObject({ topic: z.string(), messageId: z.string() }),
  data: z.string(),
})
type Frame = z.infer<typeof frameSchema>

const openAnswer = z.object({ endpoint: z.string(), ticket: z.string() })

let running: ListeningSandbox

// An event that is not acknowledged is repeated after a minute, longer than any test takes.
beforeEach(async () => {
  running = await startSandbox()
})
afterEach(() => running.close())

/** Starts a new sandbox that repeats an event after this many minutes without acknowledgement. */
async function repeatAfter(minutes: number): Promise<void> {
  await running.close()
  running = await startSandbox({ waitScale: minutes })
}

type Credentials = { clientId: string; clientSecret: string }
const suite: Credentials = {
  clientId: thirdPartyApp.suiteKey,
  clientSecret: thirdPartyApp.suiteSecret,
}
const internal: Credentials = {
  clientId: internalApp.clientId,
  clientSecret: internalApp.clientSecret,
}

function post(path: string, body: unknown = {}, accept = 'application/json') {
  const init = { method: 'POST', body: JSON.stringify(body), headers: { accept } }
  return fetch(running.url + path, init)
}

async function address(credentials: Credentials = suite): Promise<string> {
  const answer = await post('/v1.0/gateway/connections/open', {
    ...credentials,
    subscriptions: [{ type: 'EVENT', topic: '*' }],
  })
  const { endpoint, ticket } = openAnswer.parse(await answer.json())
  return `${endpoint}?ticket=${encodeURIComponent(ticket)}`
}

/** @returns what a client answers to an event; null for no answer */
type Answering = (event: Frame) => Record<string, unknown> | null

const answers =
  (status: 'SUCCESS' | 'LATER' | null): Answering =>
  ({ headers: { messageId } }) =>
    status === null
      ? null
      : {
          code: 200,
          headers: { contentType: 'application/json', messageId },
          message: 'OK',
          data: JSON.stringify({ status }),
        }

/** Opens a connection and collects its frames. */
async function connect(answer: 'SUCCESS' | 'LATER' | null | Answering, credentials?: Credentials) {
  const answering = typeof answer === 'function' ? answer : answers(answer)
  const frames: Frame[] = []
  const socket = new WebSocket(await address(credentials))
  socket.addEventListener('message', ({ data }) => {
    const frame = frameSchema.parse(JSON.parse(String(data)))
    frames.push(frame)
    const said = frame.type === 'EVENT' ? answering(frame) : null
    if (said !== null) socket.send(JSON.stringify(said))
  })
  const closed = new Promise((resolve) => {
    socket.addEventListener('close', resolve)
  })
  await vi.waitFor(() => expect(frames.length).toBeGreaterThan(1))
  return { frames, closed, events: () => frames.filter(({ type }) => type === 'EVENT') }
}

async function recorded(): Promise<unknown> {
  const answer = await fetch(`${running.url}/_sandbox/events`)
  return answer.json()
}

const event = { clientId: suite.clientId, eventType: 'user_add_org', data: { userId: ['lisi'] } }

it('an app that is set up hears what organisations have done, and again after a reset', async () => {
  await running.close()
  running = await startSandbox({ noticeUrl: 'http://127.0.0.1:9/notices' })
  const { events } = await connect(null)
  const ids = () => events().map(({ headers }) => headers.messageId)
  await vi.waitFor(() => expect(ids()).toContainEqual(expect.stringMatching(/^sandbox-relieve-/)))
  const first = ids()
  await post('/_sandbox/reset')
  await vi.waitFor(() => expect(ids()).toEqual([...first, ...first]))
})

describe('opening a connection', () => {
  it('greets the client', async () => {
    const { frames } = await connect('SUCCESS')
    expect(frames).toMatchObject([
      { type: 'SYSTEM', headers: { topic: 'CONNECTED' } },
      { type: 'SYSTEM', headers: { topic: 'REGISTERED' } },
    ])
  })

  it('is refused with bad credentials', async () => {
    const answer = await post('/v1.0/gateway/connections/open', { ...suite, clientSecret: 'x' })
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ code: 'authFailed' })
  })

  it('answers XML to a client that does not ask for JSON', async () => {
    const answer = await post('/v1.0/gateway/connections/open', suite, '*/*')
    expect(answer.headers.get('content-type')).toContain('xml')
  })

  it('gives tickets that are the same with and without percent-encoding', async () => {
    const { ticket } = openAnswer.parse(
      await (await post('/v1.0/gateway/connections/open', suite)).json(),
    )
    expect(ticket).toMatch(/^[0-9A-Za-z]{32}$/)
  })

  it('takes a ticket once', async () => {
    const url = await address()
    const first = new WebSocket(url)
    await new Promise((resolve) => {
      first.addEventListener('open', resolve)
    })
    const second = new WebSocket(url)
    await new Promise((resolve) => {
      second.addEventListener('error', resolve)
    })
    expect(second.readyState).not.toBe(WebSocket.OPEN)
  })
})

describe('an event', () => {
  it('reaches its app only, and once when it is acknowledged', async () => {
    const stranger = await connect('SUCCESS', internal)
    const { events } = await connect('SUCCESS')
    await post('/_sandbox/events', event)
    await vi.waitFor(async () => {
      expect(await recorded()).toMatchObject({
        events: [{ outcome: 'acknowledged', deliveries: 1 }],
      })
    })
    expect(events()).toMatchObject([
      { headers: { topic: '*', eventType: 'user_add_org', eventCorpId: sandboxCorpId } },
    ])
    expect(JSON.parse(events()[0]?.data ?? '')).toEqual({ userId: ['lisi'] })
    expect(stranger.events()).toEqual([])
  })

  it.each(['LATER', null] as const)('is repeated after the answer %s', async (status) => {
    await repeatAfter(0.01)
    const { events } = await connect(status)
    await post('/_sandbox/events', event)
    await vi.waitFor(() => expect(events().length).toBeGreaterThan(1))
    expect(events()[1]?.headers.messageId).toBe(events()[0]?.headers.messageId)
  })

  it.each<[string, Answering]>([
    // DingTalk's client for Python.
    ['its own content', ({ data }) => ({ data })],
    ['a text that is no JSON', () => ({ data: 'OK' })],
    ['an object', () => ({ data: { status: 'SUCCESS' } })],
    ['nothing', () => ({})],
  ])('is acknowledged by a 200 with %s', async (_what, said) => {
    await connect((sent) => ({
      code: 200,
      headers: { messageId: sent.headers.messageId },
      ...said(sent),
    }))
    await post('/_sandbox/events', event)
    await vi.waitFor(async () =>
      expect(await recorded()).toMatchObject({ events: [{ outcome: 'acknowledged' }] }),
    )
  })

  it.each<[string, Answering]>([
    ['another code', ({ headers: { messageId } }) => ({ code: 500, headers: { messageId } })],
    ['no message', () => ({ code: 200, headers: {} })],
    ['the id of another', () => ({ code: 200, headers: { messageId: 'another' } })],
  ])('is repeated after an answer with %s', async (_what, said) => {
    await repeatAfter(0.01)
    const { events } = await connect(said)
    await post('/_sandbox/events', event)
    await vi.waitFor(() => expect(events().length).toBeGreaterThan(1))
  })

  it('waits for its app to connect', async () => {
    await post('/_sandbox/events', event)
    expect(await recorded()).toMatchObject({ events: [{ deliveries: 0 }] })
    const { events } = await connect('SUCCESS')
    await vi.waitFor(() => expect(events()).toHaveLength(1))
  })

  it('arrives complete whatever its length', async () => {
    const { events } = await connect('SUCCESS')
    for (const length of [200, 70_000]) {
      const data = { text: 'x'.repeat(length) }
      await post('/_sandbox/events', { ...event, data })
    }
    await vi.waitFor(() => expect(events()).toHaveLength(2))
    expect(events().map(({ data }) => data.length)).toEqual([211, 70_011])
  })
})

describe('a new suite ticket', () => {
  it('is sent as an event, and makes the old one invalid', async () => {
    const { events } = await connect('SUCCESS')
    await post('/_sandbox/suite-ticket')
    await vi.waitFor(() => expect(events()).toHaveLength(1))
    const { suiteTicket } = z
      .object({ suiteTicket: z.string() })
      .parse(JSON.parse(events()[0]?.data ?? ''))
    const { suiteKey, suiteSecret } = thirdPartyApp
    const ask = async (ticket: string) => {
      const body = { suiteKey, suiteSecret, suiteTicket: ticket }
      return (await post('/v1.0/oauth2/suiteAccessToken', body)).status
    }
    expect(await ask(suiteTicket)).toBe(200)
    expect(await ask(thirdPartyApp.suiteTicket)).toBe(400)
  })
})

describe('hanging up', () => {
  it('asks the client to reconnect, and sends it nothing more', async () => {
    // Connections told to disconnect are cut after a tenth of the usual ten seconds.
    await repeatAfter(0.1)
    const { frames, closed, events } = await connect('SUCCESS')
    await post('/_sandbox/disconnect')
    await post('/_sandbox/events', event)
    await closed
    expect(frames.at(-1)).toMatchObject({ type: 'SYSTEM', headers: { topic: 'disconnect' } })
    expect(events()).toEqual([])
    const next = await connect('SUCCESS')
    await vi.waitFor(() => expect(next.events()).toHaveLength(1))
  })
})

const fail = (fault: Record<string, unknown>) => post('/_sandbox/line-faults', fault)

describe('a fault of the line', () => {
  const idsOf = (frames: Frame[]) => frames.map(({ headers }) => headers.messageId)
  const push = (eventId: string) => post('/_sandbox/events', { ...event, eventId })

  it('sends an event twice, or late, or after the next one', async () => {
    const { events } = await connect('SUCCESS')
    await fail({ kind: 'double' })
    await fail({ kind: 'delay', delayMs: 6_000 })
    await fail({ kind: 'swap' })
    for (const id of ['one', 'two', 'three', 'four']) await push(id)
    await vi.waitFor(() => expect(idsOf(events())).toEqual(['one', 'one', 'four', 'three', 'two']))
  })

  it.each(['drop', 'lost-answer'])('%s makes an event come again', async (kind) => {
    await repeatAfter(0.05)
    const { events } = await connect('SUCCESS')
    await fail({ kind })
    await push('one')
    await vi.waitFor(async () =>
      expect(await recorded()).toMatchObject({
        events: [{ outcome: 'acknowledged', deliveries: 2 }],
      }),
    )
    expect(events().length).toBe(kind === 'drop' ? 1 : 2)
  })

  it('cuts connections, or leaves them silent', async () => {
    await repeatAfter(0.01)
    const first = await connect('SUCCESS')
    await fail({ kind: 'cut' })
    await first.closed
    const silent = await connect('SUCCESS')
    await fail({ kind: 'half-open' })
    await push('one')
    // By the time of the check it may have been delivered more than three times.
    await vi.waitFor(async () =>
      expect(await recorded()).toMatchObject({
        events: [{ outcome: 'pending', deliveries: expect.toSatisfy((count) => count >= 3) }],
      }),
    )
    expect(silent.events()).toEqual([])
  })

  it('refuses a valid ticket', async () => {
    await fail({ kind: 'refuse' })
    const socket = new WebSocket(await address())
    await new Promise((resolve) => {
      socket.addEventListener('error', resolve)
    })
    expect(socket.readyState).not.toBe(WebSocket.OPEN)
  })

  it('sends data that is not a frame', async () => {
    const socket = new WebSocket(await address())
    const texts: string[] = []
    socket.addEventListener('message', ({ data }) => texts.push(String(data)))
    await vi.waitFor(() => expect(texts).toHaveLength(2))
    await fail({ kind: 'garbage', text: 'no JSON' })
    await vi.waitFor(() => expect(texts[2]).toBe('no JSON'))
  })
})

describe('the life of the app in organisations', () => {
  const live = (corpId: string, move: Record<string, unknown>) =>
    post(`/_sandbox/corps/${corpId}/life`, move)
  const { suiteKey, suiteSecret, suiteTicket } = thirdPartyApp
  const corpToken = (authCorpId: string) =>
    post('/v1.0/oauth2/corpAccessToken', { suiteKey, suiteSecret, suiteTicket, authCorpId })

  it("is announced by DingTalk's events", async () => {
    const { events } = await connect('SUCCESS')
    await post('/_sandbox/corps', { corpId: 'dingplayed', count: 3 })
    await live('dingplayed2', { what: 'authorise' })
    await live('dingplayed2', { what: 'buy', until: 1_900_000_000_000 })
    await live('dingplayed2', { what: 'stop' })
    await vi.waitFor(() => expect(events()).toHaveLength(3))
    expect(events().map(({ headers }) => headers)).toMatchObject([
      { eventType: 'org_suite_auth', eventCorpId: 'dingplayed2' },
      { eventType: 'market_order' },
      { eventType: 'org_micro_app_stop' },
    ])
    expect(JSON.parse(events()[0]?.data ?? '')).toMatchObject({
      authCorpInfo: { corpid: 'dingplayed2', corpName: '示例公司 2' },
      authInfo: { agent: [{ adminList: ['manager'] }] },
    })
  })

  it('decides whether tokens are given', async () => {
    await post('/_sandbox/corps', { corpId: 'dingplayed' })
    expect((await corpToken('dingplayed')).status).toBe(400)
    await live('dingplayed', { what: 'authorise' })
    const { accessToken } = z
      .object({ accessToken: z.string() })
      .parse(await (await corpToken('dingplayed')).json())
    await live('dingplayed', { what: 'relieve' })
    expect((await corpToken('dingplayed')).status).toBe(400)
    const answer = await fetch(`${running.url}/v2.0/esign/corps/appStatus`, {
      headers: { 'x-acs-dingtalk-access-token': accessToken },
    })
    expect(answer.status).toBe(400)
  })
})
