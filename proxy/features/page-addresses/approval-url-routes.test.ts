import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { internalApp, sandboxCorpId } from '#sandbox/played.ts'
import { flowViewSchema } from '#shared/schemas/flow/flow.ts'
import { launchPageSchema } from '#shared/schemas/launch-page.ts'
import { person, started } from '#proxy/base/store/testing/samples.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

const sealed = 'PRO-SANDBOX-SEAL-APPROVAL'
const list = `https://aflow.dingtalk.com/dingtalk/mobile/homepage.htm?corpid=${sandboxCorpId}#/upcoming`
const own = 'https://aflow.dingtalk.com/dingtalk/mobile/homepage.htm?procInstId=1#approval'

let app: SandboxedProxy
/** The waiting approval, as DingTalk's event tells of it. */
let approval: Record<string, unknown>
let events = 0

beforeAll(async () => {
  app = await startSandboxedProxy({
    ...internal,
    DINGTALK_EVENTS: 'stream',
    FLOW_ACCESS: 'participants',
  })
  await app.hearEvents()
  const people = [person('zhangsan', '张三'), person('lisi', '李四', { role: 'cc', order: null })]
  const facts = { title: '战略合作框架协议', people, startedAt: 1 }
  await app.store.registry.flows.recordStart(sandboxCorpId, started(sealed, facts))
  await app.signIn('lisi')
  const view = flowViewSchema.parse(await (await app.get(`/api/flows/${sealed}`)).json())
  const [waiting] = 'ok' in view.approvals ? view.approvals.ok : []
  approval = {
    processInstanceId: '1',
    bizCategoryId: 'open.com.dd.suite.seal',
    type: 'start',
    title: waiting?.name,
    staffId: 'zhangsan',
    createTime: waiting?.startTime,
    url: own,
  }
})

afterAll(() => app.close())

async function tell(change: Record<string, unknown>): Promise<void> {
  await app.control('POST', '/events', {
    clientId: internalApp.clientId,
    eventType: 'bpms_instance_change',
    data: { ...approval, ...change },
  })
  events += 1
  // The next event is followed up after this one.
  await vi.waitFor(async () => {
    const { waiting } = await app.store.dingtalkEvents.health(0)
    const heard = z.object({ events: z.array(z.object({ outcome: z.string() })) })
    const { events: all } = heard.parse(await app.control('GET', '/events'))
    expect(all.filter(({ outcome }) => outcome === 'acknowledged')).toHaveLength(events)
    expect(waiting).toBe(0)
  })
}

async function opened(): Promise<string | null> {
  const answer = await app.post(`/api/flows/${sealed}/approval-url`)
  expect(answer.status).toBe(200)
  return launchPageSchema.parse(await answer.json()).mobileUrl
}

it("the address is DingTalk's list until an event tells of the approval, and after its end", async () => {
  expect(await opened()).toBe(list)
  await tell({})
  expect(await opened()).toBe(own)
  // Other people decide on nothing here.
  await app.signIn('zhangsan')
  expect(await opened()).toBe(list)
  await app.signIn('lisi')
  await tell({ type: 'finish' })
  expect(await opened()).toBe(list)
})

it.each([
  ['title', { title: '另一份合同用印审批' }],
  ['sponsor', { staffId: 'wangwu' }],
  ['time', { createTime: 1_700_000_000_000 }],
])('takes no approval of another %s', async (_, change) => {
  await tell({ processInstanceId: '2', ...change })
  expect(await opened()).toBe(list)
})

it('takes none if two are alike', async () => {
  await tell({ processInstanceId: '3' })
  expect(await opened()).toBe(own)
  await tell({ processInstanceId: '4' })
  expect(await opened()).toBe(list)
  await tell({ processInstanceId: '3', type: 'terminate' })
  await tell({ processInstanceId: '4', type: 'finish' })
})

it('opens no page on a foreign host', async () => {
  await tell({ processInstanceId: '5', url: 'https://evil.example/approval' })
  expect(await opened()).toBe(list)
  expect(app.proxy.logText()).toContain('page on a host that is not allowed')
})

it('the address is refused to people who may not see the flow', async () => {
  await app.signIn('qianqi')
  const answer = await app.post(`/api/flows/${sealed}/approval-url`)
  expect(await answer.json()).toMatchObject({ status: 403, code: 'flow-forbidden' })
})
