import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { internalApp, sandboxCorpId } from '#sandbox/played.ts'
import { withMessages } from '#proxy/testing/sandbox-apps.ts'
import {
  morning,
  startSandboxedProxy,
  type SandboxedProxy,
} from '#proxy/testing/sandboxed-proxy.ts'

const instance = 'SANDBOX-INSTANCE-1'
const path = '/v1.0/workflow/processInstances/comments'
const minuteMs = 60_000

let app: SandboxedProxy
let events = 0

beforeAll(async () => {
  const env = { ...withMessages, DINGTALK_EVENTS: 'stream' }
  app = await startSandboxedProxy(env, { from: () => morning })
  await app.hearEvents()
})

afterAll(() => app.close())

/** DingTalk tells of the approval. */
async function tell(change: Record<string, unknown> = {}): Promise<void> {
  await app.control('POST', '/events', {
    clientId: internalApp.clientId,
    eventType: 'bpms_instance_change',
    data: {
      processInstanceId: instance,
      bizCategoryId: 'open.com.dd.suite.seal',
      type: 'start',
      title: '采购合同审批',
      staffId: 'lisi',
      createTime: app.now(),
      url: 'https://aflow.dingtalk.com/1',
      ...change,
    },
  })
  events += 1
  await vi.waitFor(async () => {
    const heard = z.object({ events: z.array(z.object({ outcome: z.string() })) })
    const { events: all } = heard.parse(await app.control('GET', '/events'))
    expect(all.filter(({ outcome }) => outcome === 'acknowledged')).toHaveLength(events)
    expect((await app.store.dingtalkEvents.health(0)).waiting).toBe(0)
  })
}

async function commentsOf(id = instance) {
  const schema = z.record(z.string(), z.object({ comments: z.array(z.unknown()) }))
  return schema.parse(await app.control('GET', '/approvals'))[id]?.comments
}

const rowOf = async (id = instance) => app.store.jobs.find(sandboxCorpId, `approval-comment:${id}`)

it('adds the address of its contracts to a seal approval, once', async () => {
  await tell()
  expect(await commentsOf()).toEqual([])
  await app.pass(minuteMs)
  const address = `/approvals/${instance}?corpId=${sandboxCorpId}`
  const added = [{ userId: 'lisi', text: expect.stringContaining(address), at: app.now() }]
  expect(await commentsOf()).toEqual(added)
  await tell()
  await app.pass(minuteMs)
  expect(await commentsOf()).toEqual(added)
  expect(await app.calls(path)).toHaveLength(1)
})

it.each([
  ['has ended', 'ended', { type: 'finish' }, 'moved-on'],
  ['has no contracts', 'empty', {}, 'no-contracts'],
])('adds nothing to one that %s', async (_, id, change, reason) => {
  await tell({ processInstanceId: id })
  await tell({ processInstanceId: id, ...change })
  const before = await app.calls(path)
  await app.pass(minuteMs)
  expect(await rowOf(id)).toMatchObject({ state: 'dropped', reason })
  expect(await app.calls(path)).toEqual(before)
})

it('adds nothing to one that DingTalk told of a day late', async () => {
  await tell({ processInstanceId: 'late', createTime: app.now() - 24 * 60 * minuteMs })
  expect(await rowOf('late')).toBeNull()
})

it('is quiet, and does not try again, where the permission is missing', async () => {
  await app.reset()
  events = 0
  const missingScopes = ['Workflow.Instance.Write']
  await app.control('PATCH', `/corps/${sandboxCorpId}`, { missingScopes })
  await tell()
  await app.pass(minuteMs)
  expect(await rowOf()).toMatchObject({ state: 'dropped', reason: 'permission-missing' })
  const asked = await app.calls(path)
  await app.pass(24 * 60 * minuteMs)
  expect(await app.calls(path)).toEqual(asked)
  expect(await app.store.outbox.groups(sandboxCorpId, 0)).toEqual([])
  expect(app.proxy.logText()).not.toContain('job not done')
})
