import { afterEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { internalApp, sandboxCorpId } from '#sandbox/played.ts'
import { flowListSchema } from '#shared/schemas/flow/flow-list.ts'
import { flowViewSchema } from '#shared/schemas/flow/flow.ts'
import { person, started } from '#proxy/base/store/testing/samples.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

const sealed = 'PRO-SANDBOX-SEAL-APPROVAL'
const title = '战略合作框架协议用印审批'
const path = '/v1.0/workflow/processInstances'

const approvalsSchema = z.record(
  z.string(),
  z.object({ title: z.string(), originator: z.string(), startedAt: z.number() }),
)

let app: SandboxedProxy

afterEach(() => app.close())

/** An app that hears events; two people are called 李四, of whom DingTalk asks one. */
async function start(): Promise<void> {
  app = await startSandboxedProxy({ ...internal, DINGTALK_EVENTS: 'stream', FLOW_ACCESS: 'corp' })
  await app.hearEvents()
  const namesake = { userId: 'lisi2', name: '李四' }
  await app.control('POST', `/corps/${sandboxCorpId}/people`, namesake)
  const facts = { title: '战略合作框架协议', people: [person('zhangsan', '张三')], startedAt: 1 }
  await app.store.registry.flows.recordStart(sandboxCorpId, started(sealed, facts))
  for (const userId of ['lisi2', 'lisi']) {
    await app.signIn(userId)
    expect((await app.get(`/api/flows/${sealed}`)).status).toBe(200)
  }
  await vi.waitFor(async () => expect(await claims('lisi')).toEqual(unsure))
}

/** Calls that ask DingTalk about the approval; by day it gets a comment, too. */
async function lookups() {
  return (await app.calls(path)).filter((call) => call.path === path)
}

async function approvalInDingTalk() {
  const approvals = approvalsSchema.parse(await app.control('GET', '/approvals'))
  const found = Object.entries(approvals).find(([, { title: of }]) => of === title)
  if (found === undefined) throw new Error('DingTalk has no such approval')
  const [instanceId, { originator, startedAt }] = found
  return { instanceId, originator, startedAt }
}

/** DingTalk tells of the approval. */
async function tell(): Promise<void> {
  const { instanceId, originator, startedAt } = await approvalInDingTalk()
  await app.control('POST', '/events', {
    clientId: internalApp.clientId,
    eventType: 'bpms_instance_change',
    data: {
      processInstanceId: instanceId,
      bizCategoryId: 'open.com.dd.suite.seal',
      type: 'start',
      title,
      staffId: originator,
      createTime: startedAt,
      url: 'https://aflow.dingtalk.com/1',
    },
  })
}

/** What the contract page and 待我处理 say to a person of the seal approval. */
async function claims(userId: string) {
  await app.signIn(userId)
  const view = flowViewSchema.parse(await (await app.get(`/api/flows/${sealed}`)).json())
  const list = await app.get('/api/flows?scope=waiting')
  const { flows, counts } = flowListSchema.parse(await list.json())
  const row = flows.find(({ taskId }) => taskId === sealed)
  return {
    page: view.registry?.isApprover,
    row: row && { isApprover: row.isApprover, waitsForMe: row.waitsForMe },
    isCounted: (counts?.signing ?? 0) === flows.length,
  }
}

const unsure = {
  page: undefined,
  row: { isApprover: undefined, waitsForMe: true },
  isCounted: true,
}
const certain = { page: true, row: { isApprover: true, waitsForMe: true }, isCounted: true }
const nothing = { page: false, row: undefined, isCounted: true }

it('claims an approval for the one of two namesakes whom DingTalk names', async () => {
  await start()
  expect(await claims('lisi2')).toEqual(unsure)
  await tell()
  await vi.waitFor(async () => expect(await claims('lisi')).toEqual(certain))
  expect(await claims('lisi2')).toEqual(nothing)
  // Both still see the contract among all.
  await app.signIn('lisi2')
  const { flows } = flowListSchema.parse(await (await app.get('/api/flows')).json())
  expect(flows.find(({ taskId }) => taskId === sealed)?.waitsForMe).toBe(false)
  expect(await lookups()).toHaveLength(1)
})

it('asks again at the next step', async () => {
  await start()
  await tell()
  await vi.waitFor(async () => expect(await claims('lisi2')).toEqual(nothing))
  // 李四 hands it to a namesake.
  const node = { approverName: '李四', status: 'APPROVING', startTime: Date.now() }
  const running = { status: 'APPROVING', approvalName: title, sponsorAccountName: '张三' }
  const { startedAt: startTime } = await approvalInDingTalk()
  const data = [{ ...running, startTime, approvalNodes: [node] }]
  await app.control('POST', '/faults', { match: 'esign/approvals', body: { data } })
  const result = { originatorUserId: 'zhangsan', tasks: [{ userId: 'lisi2' }] }
  await app.control('POST', '/faults', { match: `${path}?`, body: { result } })
  await app.proxy.ask(`/api/flows/${sealed}`, { headers: { 'cache-control': 'no-cache' } })
  await vi.waitFor(async () => expect(await claims('lisi2')).toEqual(certain))
  expect(await claims('lisi')).toEqual(nothing)
})

it.each([
  {
    why: 'without the permission',
    method: 'PATCH' as const,
    to: `/corps/${sandboxCorpId}`,
    body: { missingScopes: ['Workflow.Instance.Read'] },
  },
  {
    why: 'naming nobody',
    method: 'POST' as const,
    to: '/faults',
    body: { match: `${path}?`, body: { result: { originatorUserId: 'zhangsan' } } },
  },
])(
  'the lookup is by name where DingTalk does not say, which is asked once: $why',
  async (silence) => {
    await start()
    await app.control(silence.method, silence.to, silence.body)
    await tell()
    const { instanceId } = await approvalInDingTalk()
    await vi.waitFor(async () => {
      await app.get(`/api/flows/${sealed}`)
      expect(await lookups()).toHaveLength(1)
      const { sealApprovals } = app.store.registry
      const isToBeAsked = await sealApprovals.link(sandboxCorpId, instanceId, sealed)
      expect(isToBeAsked).toBe(false)
    })
    expect(await claims('lisi2')).toEqual(unsure)
    expect(await claims('lisi')).toEqual(unsure)
  },
)
