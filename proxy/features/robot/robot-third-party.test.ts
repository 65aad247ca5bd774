import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sandboxCorpId, secondCorpId, thirdPartyApp } from '#sandbox/played.ts'
import { recordSandboxFlows } from '#proxy/features/sandbox-control/sandbox-flows.ts'
import { robotSignature } from '#proxy/upstream/dingtalk/robot/robot-routes.ts'
import { thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { robotChats, robotSaid, untilRobotListens, writeToRobot } from './testing/robot-chats.ts'

const signing = 'PRO-SANDBOX-SIGNING'
const title = '办公设备采购合同'
const publicUrl = 'https://contracts.example'

let app: SandboxedProxy
let passed = 0

const from = () => Date.now() + passed

async function start(robot: 'stream' | 'http'): Promise<void> {
  const env = { ...thirdParty, DINGTALK_ROBOT: robot, FLOW_ACCESS: 'corp', PUBLIC_URL: publicUrl }
  const clock = { now: from, monotonic: from }
  app = await startSandboxedProxy(env, clock)
  const known = app.upstream.sandbox.knownFlows()
  await recordSandboxFlows(app.store.registry.flows, known, app.now())
  await (robot === 'stream' ? untilRobotListens(app) : app.hearEvents())
  for (const corpId of [sandboxCorpId, secondCorpId])
    await move(corpId, { what: 'authorise' }, { state: 'active' })
}

async function move(corpId: string, what: Record<string, unknown>, state: object): Promise<void> {
  await app.control('POST', `/corps/${corpId}/life`, what)
  await vi.waitFor(async () => expect(await app.store.corps.find(corpId)).toMatchObject(state))
}

async function settled(corpId: string, msgId: string) {
  return vi.waitFor(async () => {
    const job = await app.store.jobs.find(corpId, `robot:${msgId}`)
    expect(job).toMatchObject({ state: expect.stringMatching('done|dropped|failed') })
    return job
  }, 15_000)
}

async function endSubscription(): Promise<void> {
  const until = from() + 60_000
  await move(sandboxCorpId, { what: 'buy', until, bornAt: from() }, { boughtUntil: until })
  passed += 61_000
}

/** What was asked about an organisation; the reply has its id as well. */
const callsOf = (corpId: string) =>
  app.upstream.received.filter(
    (call) => JSON.stringify(call).includes(corpId) && !call.path.startsWith('/robot/'),
  )

describe('of a third-party app, over the line', () => {
  beforeAll(() => start('stream'))

  afterAll(() => app.close())

  let before: number

  beforeEach(async () => {
    before = (await robotChats(app.control)).said.length
  })

  const said = async (count: number) => (await robotSaid(app.control, before + count)).slice(before)

  it('answers in the organisation of the asker', async () => {
    await writeToRobot(app.control, 'lisi', signing, { isInGroup: true })
    const all = await said(2)
    expect(all[0]).toMatchObject({ isInGroup: false, way: 'token' })
    expect(all[0]?.text).toContain(title)
    expect(all[1]?.text).toContain('答案已发到您和我的单聊')
  })

  it('tells people of another organisation nothing of it', async () => {
    await writeToRobot(app.control, 'zhangsan', signing, { corpId: secondCorpId })
    const [card] = await said(1)
    expect(card?.title).toBe('没有找到')
    expect(JSON.stringify(card)).not.toContain(title)
  })

  it.each([false, true])(
    'shows an organisation that is not known the way into the app, at once (group: %s)',
    async (isInGroup) => {
      const corpId = 'dingnobody'
      const changes = { chatbotCorpId: corpId, senderCorpId: corpId }
      const msgId = await writeToRobot(app.control, 'lisi', signing, { isInGroup, changes })
      expect(await settled(corpId, msgId)).toMatchObject({ state: 'done', tries: 1 })
      expect(await said(1)).toMatchObject([{ isInGroup, way: 'session', title: '请打开应用' }])
      expect(callsOf(corpId)).toEqual([])
    },
  )

  it('shows an organisation that stopped the app the way into it, at once', async () => {
    const [what, state] = [{ what: 'stop' }, { state: 'stopped' }]
    await move(secondCorpId, what, state)
    const msgId = await writeToRobot(app.control, 'zhangsan', '待我处理', { corpId: secondCorpId })
    expect(await settled(secondCorpId, msgId)).toMatchObject({ state: 'done', tries: 1 })
    expect(await said(1)).toMatchObject([{ way: 'session', title: '请打开应用' }])
  })

  it.each([
    ['PRO-UNKNOWN-TO-US-1', '此应用的订阅已到期', '管理员可在钉钉应用市场续费'],
    [
      'status of {link}',
      "The app's subscription has ended",
      "Administrators renew it in DingTalk's app",
    ],
  ])(
    'says of what nobody read yet that the subscription has ended: %s',
    async (text, what, next) => {
      await endSubscription()
      const link = `${publicUrl}/flows/PRO-UNKNOWN-TO-US-1`
      const msgId = await writeToRobot(app.control, 'lisi', text.replace('{link}', link))
      expect(await settled(sandboxCorpId, msgId)).toMatchObject({ state: 'done', tries: 1 })
      expect(await said(1)).toMatchObject([{ title: what, text: expect.stringContaining(next) }])
    },
  )

  it('still tells of known contracts and helps once the subscription has ended', async () => {
    await endSubscription()
    await writeToRobot(app.control, 'lisi', '帮助')
    expect(await said(1)).toMatchObject([{ title: '我能回答什么' }])
    await writeToRobot(app.control, 'lisi', signing)
    const [, card] = await said(2)
    expect(card?.text).toContain(title)
  })
})

describe('of a third-party app, posted', () => {
  const { suiteKey, suiteSecret } = thirdPartyApp

  beforeAll(() => start('http'))

  afterAll(() => app.close())

  async function post(msgId: string, corpId: string, text: string) {
    const timestamp = String(app.now())
    const answer = await app.proxy.askWithoutOrigin('/callbacks/dingtalk/robot', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        timestamp,
        sign: robotSignature(suiteSecret, timestamp),
      },
      body: JSON.stringify({
        msgId,
        conversationType: '1',
        msgtype: 'text',
        text: { content: text },
        chatbotCorpId: corpId,
        senderCorpId: corpId,
        senderStaffId: 'lisi',
        robotCode: suiteKey,
        sessionWebhook: `${app.sandboxUrl}/robot/sendBySession?session=forged`,
        sessionWebhookExpiredTime: app.now() + 60_000,
      }),
    })
    expect(answer.status).toBe(200)
    return settled(corpId, msgId)
  }

  it('answers the person in their organisation', async () => {
    expect(await post('one', sandboxCorpId, signing)).toMatchObject({ state: 'done' })
    const { said } = await robotChats(app.control)
    expect(said).toMatchObject([{ userId: 'lisi', way: 'token' }])
    expect(said[0]?.text).toContain(title)
    expect(await app.calls('/robot/sendBySession')).toEqual([])
  })

  it('ends at once for an organisation that is not known', async () => {
    await post('two', 'dingnobody', signing)
    const [call, ...more] = await app.calls('/robot/sendBySession')
    expect(more).toEqual([])
    expect(JSON.stringify(call)).not.toContain(title)
    expect(callsOf('dingnobody')).toEqual([])
  })
})
