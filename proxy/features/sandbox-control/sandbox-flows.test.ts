import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sandboxCorpId, startSandbox } from '#sandbox/played.ts'
import { recordSandboxFlows } from './sandbox-flows.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'

const now = Date.now()
let store: Store

beforeAll(async () => {
  const { sandbox, close } = await startSandbox()
  store = await openStore({
    seed: ({ flows }) => recordSandboxFlows(flows, sandbox.knownFlows(), now),
  })
  await close()
})

afterAll(() => store.close())

async function idsOf(scope: 'waiting' | 'started' | 'mine', userId: string): Promise<string[]> {
  const query = { scope, userId, at: now, limit: 100 }
  const { items } = await store.registry.flows.list(sandboxCorpId, query)
  return items.map(({ taskId }) => taskId.replace('PRO-SANDBOX-', ''))
}

describe("the sandbox's flows", () => {
  it('wait for their signers from the first request on', async () => {
    expect(await idsOf('waiting', 'lisi')).toEqual(['SIGNING'])
    expect(await idsOf('waiting', 'wangwu')).toEqual(['LONG'])
    expect(await idsOf('waiting', 'zhangsan')).toEqual([])
  })

  it('wait for the approver of a seal, who is known by name only', async () => {
    const query = { scope: 'waiting' as const, userId: 'lisi', at: now, limit: 100 }
    const byName = { name: '李四', sees: 'mine' as const }
    const { items } = await store.registry.flows.list(sandboxCorpId, { ...query, byName })
    expect(items.map(({ taskId, isMineByName }) => [taskId, isMineByName])).toEqual(
      expect.arrayContaining([
        ['PRO-SANDBOX-SIGNING', false],
        ['PRO-SANDBOX-SEAL-APPROVAL', true],
      ]),
    )
    expect(items).toHaveLength(2)
  })

  it('belong to their initiators and signers, and to nobody else', async () => {
    expect(await idsOf('started', 'zhangsan')).toHaveLength(12)
    expect(await idsOf('mine', 'wangwu')).toContain('COMPLETED')
    expect(await idsOf('mine', 'wangwu')).not.toContain('SIGNING')
    expect(await idsOf('mine', 'lisi')).toContain('SEAL-APPROVAL')
    expect(await idsOf('mine', 'qianqi')).toEqual([])
  })

  it('are shown as e签宝 describes them', async () => {
    const { flow, people } = await store.registry.flows.flowContextOf(
      sandboxCorpId,
      'PRO-SANDBOX-SIGNING',
      'lisi',
    )
    const hour = 3_600_000
    expect(flow).toMatchObject({
      title: '办公设备采购合同',
      status: 'signing',
      initiator: { userId: 'zhangsan', name: '张三', organization: '杭州星河科技有限公司' },
      nextStep: { kind: 'waiting-for-signature', people: ['李四'], followedBy: ['孙八'] },
      startedHere: true,
      confirmedAt: now,
    })
    expect((now - (flow?.nextStep?.since ?? 0)) / hour).toBeCloseTo(51, 1)
    expect(((flow?.deadline ?? 0) - now) / hour).toBeCloseTo(120, 1)
    expect((now - (flow?.createdAt ?? 0)) / hour).toBeCloseTo(55, 1)
    expect(people).toMatchObject([
      { userId: 'zhangsan', order: 1, isWaitedFor: false },
      { userId: 'lisi', order: 2, isWaitedFor: true },
      { userId: null, account: '13900000008', order: 3, isWaitedFor: false },
    ])
  })
})
