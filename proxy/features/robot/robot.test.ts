import { createServer, type Server } from 'node:http'
import { text as textIn } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { internalApp, sandboxCorpId, secondCorpId } from '#sandbox/played.ts'
import { flowViewsSchema } from '#shared/schemas/flow/flow-views.ts'
import { shareLinkSchema } from '#shared/schemas/flow/share-link.ts'
import { outboxDeskSchema } from '#shared/schemas/corp/outbox.ts'
import { recordSandboxFlows } from '#proxy/features/sandbox-control/sandbox-flows.ts'
import { robotFrames } from '#proxy/upstream/dingtalk/robot/testing/robot-frames.ts'
import { robotSignature } from '#proxy/upstream/dingtalk/robot/robot-routes.ts'
import { listen } from '#proxy/testing/listen.ts'
import { withMessages } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { robotChats, robotSaid, untilRobotListens, writeToRobot } from './testing/robot-chats.ts'

const signing = 'PRO-SANDBOX-SIGNING'

let app: SandboxedProxy

const signatureSchema = z.object({ timestamp: z.string(), sign: z.string() })

const write = (userId: string, text: string, more: Record<string, unknown> = {}) =>
  writeToRobot(app.control, userId, text, more)

const said = (count: number) => robotSaid(app.control, count)

async function answered(msgId: string) {
  return vi.waitFor(async () => {
    const job = await app.store.jobs.find(sandboxCorpId, `robot:${msgId}`)
    expect(job).toMatchObject({ state: expect.stringMatching('done|dropped|failed') })
    return job
  }, 15_000)
}

/** How to write a recorded message in the sandbox's organisation; see `writeToRobot`. */
function recorded(kind: keyof typeof robotFrames) {
  const frame: Record<string, unknown> = robotFrames[kind]
  const { msgId: _id, robotCode: _code, sessionWebhook: _url, ...fields } = frame
  const { sessionWebhookExpiredTime: _until, text = null, ...written } = fields
  const isOurs = frame['senderCorpId'] === frame['chatbotCorpId']
  const changes = {
    ...written,
    text,
    chatbotCorpId: sandboxCorpId,
    senderCorpId: isOurs ? sandboxCorpId : secondCorpId,
    senderStaffId: frame['senderStaffId'] === undefined ? null : 'zhaoliu',
  }
  return { isInGroup: frame['conversationType'] === '2', changes }
}

describe('over the line', () => {
  beforeAll(async () => {
    const env = { ...withMessages, FLOW_ACCESS: 'corp' }
    app = await startSandboxedProxy({
      ...env,
      DINGTALK_EVENTS: 'stream',
      DINGTALK_ROBOT: 'stream',
    })
    const known = app.upstream.sandbox.knownFlows()
    await recordSandboxFlows(app.store.registry.flows, known, app.now())
    await untilRobotListens(app)
  })

  afterAll(() => app.close())

  beforeEach(async () => {
    await app.control('POST', '/reset')
  })

  it('answers a single chat by a card that opens the contract', async () => {
    await write('lisi', signing)
    const [card] = await said(1)
    expect(card).toMatchObject({ userId: 'lisi', isInGroup: false, way: 'session' })
    expect(card?.text).toContain('办公设备采购合同')
    const link = new URL(card?.url ?? '')
    expect(new URL(link.searchParams.get('url') ?? '').pathname).toBe(`/flows/${signing}`)
  })

  it('answers a group in the single chat of the person alone', async () => {
    await write('lisi', signing, { isInGroup: true })
    const all = await said(2)
    expect(all.map(({ isInGroup, way }) => ({ isInGroup, way }))).toEqual([
      { isInGroup: false, way: 'token' },
      { isInGroup: true, way: 'session' },
    ])
    expect(all[0]?.text).toContain('办公设备采购合同')
    expect(all[1]?.text).toContain('答案已发到您和我的单聊')
    expect(JSON.stringify(all[1])).not.toContain('采购')
  })

  const answer = '办公设备采购合同'
  const elsewhere = '答案已发到您和我的单聊'

  it.each([
    ['single', [answer]],
    ['group', [answer, elsewhere]],
    ['richText', [answer, elsewhere]],
    ['quote', [answer]],
    ['guest', ['我在这里不能回答您']],
    ['picture', ['我看不懂这种消息']],
    ['quotaSpent', ['消息额度已用完']],
  ] as const)('answers a recorded message: %s', async (kind, texts) => {
    const msgId = await write('zhaoliu', '', recorded(kind))
    const all = await said(texts.length)
    expect(all.map(({ text }) => text)).toEqual(texts.map((text) => expect.stringContaining(text)))
    await answered(msgId)
    expect((await robotChats(app.control)).said).toHaveLength(texts.length)
  })

  it('answers the frame, and a message that comes twice, once', async () => {
    const msgId = await write('lisi', '帮助')
    await said(1)
    await write('lisi', '帮助', { msgId })
    await vi.waitFor(async () => {
      const { frames } = await robotChats(app.control)
      expect(frames).toEqual([
        { msgId, code: 200 },
        { msgId, code: 200 },
      ])
    })
    await app.proxy.sendDue()
    expect((await robotChats(app.control)).said).toHaveLength(1)
  })

  it('keeps nothing of what was asked once it is answered, and counts the way', async () => {
    const job = await answered(await write('lisi', '帮助'))
    expect(job).toMatchObject({ state: 'done', payload: null, result: { session: 1, token: 0 } })
  })

  it.each([
    ['a guest', { senderStaffId: null }],
    ['somebody of another organisation', { senderCorpId: secondCorpId }],
    ['a message to a robot of another organisation', { chatbotCorpId: secondCorpId }],
    ['a message to a robot of nobody', { chatbotCorpId: null }],
  ])('tells %s nothing but how to open the app', async (_, changes) => {
    await write('lisi', signing, { changes })
    const [card, ...more] = await said(1)
    expect(more).toEqual([])
    expect(card).toMatchObject({ way: 'session', title: '请打开应用' })
    expect(JSON.stringify(card)).not.toContain('采购')
    expect(card?.url).toContain('https://applink.dingtalk.com/page/link?')
  })

  it('writes to the person once the address in the message has ended', async () => {
    await write('lisi', '帮助', { changes: { sessionWebhookExpiredTime: 1 } })
    expect(await said(1)).toMatchObject([{ userId: 'lisi', way: 'token' }])
  })

  it('never calls an address elsewhere', async () => {
    await write('lisi', '帮助', {
      changes: { sessionWebhook: 'http://127.0.0.1:9/robot/sendBySession?session=x' },
    })
    expect(await said(1)).toMatchObject([{ way: 'token' }])
  })

  it('says who is asked for text, and in which language', async () => {
    await write('lisi', '', { changes: { msgtype: 'picture', text: null } })
    expect(await said(1)).toMatchObject([{ title: '请发文字' }])
    await write('lisi', 'help')
    expect(await said(2)).toMatchObject([{}, { title: 'What I can answer' }])
  })

  it('answers a person ten times a minute, and says so once', async () => {
    const ids: string[] = []
    for (let turn = 0; turn < 13; turn += 1) ids.push(await write('zhangsan', '帮助'))
    await Promise.all(ids.map((msgId) => answered(msgId)))
    const { said: all } = await robotChats(app.control)
    expect(all.filter(({ title }) => title === '我能回答什么')).toHaveLength(10)
    expect(all.filter(({ title }) => title === '请稍后')).toHaveLength(1)
    await write('wangwu', '帮助')
    await said(12)
  })

  it('stores no more of guests who ask too fast than it answers', async () => {
    const before = await app.store.robot.guestsSince(sandboxCorpId, app.now() - 60_000)
    const ids: string[] = []
    for (let turn = before; turn < 13; turn += 1) {
      ids.push(await write('lisi', '帮助', { changes: { senderStaffId: null } }))
      await vi.waitFor(async () => {
        const { frames } = await robotChats(app.control)
        expect(frames.map(({ code }) => code)).toEqual(ids.map(() => 200))
      }, 15_000)
    }
    const stored = await Promise.all(
      ids.map((msgId) => app.store.jobs.find(sandboxCorpId, `robot:${msgId}`)),
    )
    expect(stored.filter((job) => job !== null)).toHaveLength(11 - before)
  })

  it('says when the quota of the organisation is spent', async () => {
    await write('qianqi', '', { changes: { errorCode: '20001', text: null } })
    expect(await said(1)).toMatchObject([{ title: '消息额度已用完' }])
  })

  it('counts what it costs', async () => {
    const before = await app.store.robot.useSince(sandboxCorpId, 0)
    await answered(await write('wangwu', '帮助', { isInGroup: true }))
    const { received, session, token } = await app.store.robot.useSince(sandboxCorpId, 0)
    expect([received - before.received, session - before.session, token - before.token]).toEqual([
      1, 1, 1,
    ])
  })

  it('counts what failed with what worked at the next try', async () => {
    await app.control('POST', '/faults', {
      match: '/v1.0/robot/oToMessages/batchSend',
      status: 500,
      times: 1,
    })
    const changes = { sessionWebhookExpiredTime: 1 }
    const job = await answered(await write('wangwu', '帮助', { changes }))
    expect(job).toMatchObject({ state: 'done', tries: 2, result: { session: 0, token: 2 } })
  })

  it('stands in the audit, by each contract that was told', async () => {
    for (const text of [signing, '没有这份合同', '帮助'])
      await answered(await write('wangwu', text))
    await app.signIn('wangwu')
    const { views } = flowViewsSchema.parse(
      await (await app.get('/api/audit?kind=robot-asked')).json(),
    )
    expect(views.slice(0, 2)).toMatchObject([
      { userId: 'wangwu', taskId: null },
      { userId: 'wangwu', taskId: signing },
    ])
  })

  it('stands in the audit as asked by a signed link', async () => {
    await app.signIn('wangwu')
    const link = await (await app.post(`/api/flows/${signing}/share-link`)).json()
    await answered(await write('wangwu', shareLinkSchema.parse(link).url))
    const { views } = flowViewsSchema.parse(
      await (await app.get('/api/audit?kind=robot-asked')).json(),
    )
    expect(views[0]).toMatchObject({ taskId: signing, byLink: true })
  })

  it('notes how what DingTalk leaves open was met', async () => {
    const msgId = await write('zhaoliu', '', recorded('quote'))
    await answered(msgId)
    await write('zhaoliu', '帮助', { msgId })
    const met = () =>
      app.proxy
        .logLines()
        .flatMap(({ msg, outcome }) =>
          String(msg).startsWith('settled: robot-') ? [`${String(msg)} ${String(outcome)}`] : [],
        )
    await vi.waitFor(() => expect(met()).toContain('settled: robot-repeats repeated'))
    expect(met()).toEqual(
      expect.arrayContaining([
        'settled: robot-delivery line',
        'settled: robot-quote other',
        'settled: robot-repeats once',
        'settled: robot-sender named',
        'settled: robot-session answered',
      ]),
    )
  })

  it('shows administrators what it costs, and nobody else', async () => {
    await answered(await write('wangwu', '帮助'))
    await app.signIn('wangwu')
    const { robot } = outboxDeskSchema.parse(await (await app.get('/api/corp/outbox')).json())
    expect(robot).toEqual(await app.store.robot.useSince(sandboxCorpId, 0))
    await app.signIn('lisi')
    expect((await app.get('/api/corp/outbox')).status).toBe(403)
  })

  it('answers with a number when it cannot look it up, which stands in the log', async () => {
    await app.control('POST', '/faults', { match: '/topapi/v2/user/get', status: 500, times: 50 })
    await write('sunli', signing)
    const [card] = await said(1)
    expect(card?.title).toBe('暂时查不到')
    const id = /robot\\-\d+|robot-\d+/.exec(card?.text ?? '')?.[0].replace('\\', '')
    expect(app.proxy.logText()).toContain(`"requestId":"${id}"`)
    await app.control('DELETE', '/faults')
  })
})

describe('posted', () => {
  const { clientId, clientSecret } = internalApp
  const path = '/callbacks/dingtalk/robot'
  /** At whose address the sandbox posts messages; it is started before the proxy. */
  let front: Server

  beforeAll(async () => {
    front = createServer((request, response) => {
      void textIn(request)
        .then((body) => {
          const { timestamp, sign } = signatureSchema.parse(request.headers)
          return post(body, { timestamp, sign })
        })
        .then(({ status }) => response.writeHead(status).end())
    })
    const robot = { url: (await listen(front)) + path, clientId }
    app = await startSandboxedProxy({ ...withMessages, DINGTALK_ROBOT: 'http' }, {}, { robot })
  })

  afterAll(async () => {
    await app.close()
    front.close()
  })

  beforeEach(async () => {
    await app.control('POST', '/reset')
  })

  function post(body: string, headers: Record<string, string>): Promise<Response> {
    return app.proxy.askWithoutOrigin(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
  }

  const message = (msgId: string) =>
    JSON.stringify({
      msgId,
      conversationType: '1',
      msgtype: 'text',
      text: { content: '帮助' },
      chatbotCorpId: sandboxCorpId,
      senderStaffId: 'lisi',
      robotCode: clientId,
      sessionWebhook: `${app.sandboxUrl}/robot/sendBySession?session=x`,
      sessionWebhookExpiredTime: Date.now() + 60_000,
    })

  const signed = (timestamp: string) => ({
    timestamp,
    sign: robotSignature(clientSecret, timestamp),
  })

  it('is answered to the person, as the signature does not cover the address', async () => {
    expect((await post(message('one'), signed(String(Date.now())))).status).toBe(200)
    await app.proxy.sendDue()
    expect((await robotChats(app.control)).said).toMatchObject([{ userId: 'lisi', way: 'token' }])
    expect(await app.calls('/robot/sendBySession')).toEqual([])
  })

  it.each([
    ['single', 1],
    ['group', 1],
  ])('is answered in the inbox of the sandbox (%s)', async (place, count) => {
    const inbox = `${app.sandboxUrl}/_sandbox/pages/inbox/${sandboxCorpId}/lisi`
    const answer = await fetch(inbox, {
      method: 'POST',
      body: new URLSearchParams({ text: 'help', place }),
    })
    expect(await answer.text()).toContain('You can ask me')
    const { said: all } = await robotChats(app.control)
    expect(all.filter(({ isInGroup }) => !isInGroup)).toHaveLength(count)
  })

  const hourAgo = () => String(Date.now() - 61 * 60_000)

  it.each([
    ['without a signature', () => ({})],
    ['with a wrong one', () => ({ ...signed(String(Date.now())), sign: 'x' })],
    ['with one of another time', () => ({ ...signed('1'), timestamp: String(Date.now()) })],
    ['with an old one', () => signed(hourAgo())],
    ['with one of no time', () => signed('soon')],
  ])('is refused %s', async (_, headers) => {
    expect((await post(message('two'), headers())).status).toBe(400)
    expect(await app.store.jobs.find(sandboxCorpId, 'robot:two')).toBeNull()
  })
})
