import { beforeEach, describe, expect, it } from 'vitest'
import type { Registry } from '#proxy/base/store/registry.ts'
import { newCorp, person, reading, started } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'

describe('the context of a flow', () => {
  let registry: Registry
  let corp: string

  withStore((store) => ({ registry } = store))

  beforeEach(() => {
    corp = newCorp()
  })

  async function open(userId: string, at: number, taskId = 'PRO-1'): Promise<void> {
    const name = `名-${userId}`
    await registry.views.recordOpened({ corpId: corp, taskId, userId, name, at, byLink: false })
  }

  async function remind(at: number, taskId = 'PRO-1'): Promise<void> {
    const recipients = [
      { userId: 'lisi', name: '李四' },
      { userId: 'wangwu', name: null },
    ]
    const urger = { userId: 'zhangsan', name: '张三', recipients }
    await registry.reminders.claim({ corpId: corp, taskId, ...urger, at }, 0)
  }

  it('is empty for an unknown flow, except for the time of the opening', async () => {
    await open('lisi', 7)
    expect(await registry.flows.flowContextOf(corp, 'PRO-1', 'lisi')).toEqual({
      flow: null,
      people: [],
      reminders: [],
      signLinks: [],
      documents: null,
      involvement: { isPerson: false, isApprover: null, grantedUntil: null, openings: [7] },
    })
  })

  it('equals the answers of the single queries', async () => {
    const people = [
      person('lisi', '李四', { order: 1, requirement: 'face' }),
      person(null, `孙"八'\\`, { account: '13800000000', order: 2 }),
      person('wangwu', '王五', { role: 'cc', order: null }),
    ]
    await registry.flows.recordStart(
      corp,
      started('PRO-1', { people, deadline: 1_800_000_000_000 }),
    )
    await registry.flows.recordStart(corp, started('PRO-2'))
    const signers = [{ name: '李四', isWaitedFor: true }]
    await registry.flows.recordReading(corp, reading('PRO-1', { signers, statusCode: '1' }))
    for (const at of [10, 20, 30]) await remind(at)
    await remind(40, 'PRO-2')
    const flowContext = await registry.flows.flowContextOf(corp, 'PRO-1', 'lisi')
    expect(flowContext.flow).toEqual(await registry.flows.find(corp, 'PRO-1'))
    expect(flowContext.people).toEqual(await registry.flows.peopleOf(corp, 'PRO-1'))
    expect(flowContext.people).toHaveLength(3)
    expect(flowContext.reminders.map(({ at }) => at)).toEqual([30, 20, 10])
    expect(flowContext.involvement).toEqual({
      isPerson: true,
      isApprover: null,
      grantedUntil: null,
      openings: [],
    })
    const { involvement: _involvement, ...shared } = flowContext
    expect(await registry.flows.sharedFlowContextOf(corp, 'PRO-1')).toEqual(shared)
  })

  it('has the involvement of each of several concurrent askers', async () => {
    const people = [person('lisi', '李四'), person('wangwu', '王五', { role: 'cc' })]
    await registry.flows.recordStart(corp, started('PRO-1', { people }))
    await registry.access.grant({ corpId: corp, taskId: 'PRO-1', userId: 'qianqi', until: 30 })
    await open('qianqi', 8)
    const users = ['zhangsan', 'lisi', 'wangwu', 'qianqi', 'zhaoliu', '']
    const flowContexts = await Promise.all(
      users.map((userId) => registry.flows.flowContextOf(corp, 'PRO-1', userId)),
    )
    const alone = await Promise.all(
      users.map((userId) => registry.access.involvementOf(corp, 'PRO-1', userId)),
    )
    expect(flowContexts.map(({ involvement }) => involvement)).toEqual(alone)
    expect(alone.map(({ isPerson }) => isPerson)).toEqual([true, true, true, false, false, false])
    expect(alone[3]).toEqual({
      isPerson: false,
      isApprover: null,
      grantedUntil: 30,
      openings: [8],
    })
  })

  it("has the requester's last two openings, and the last twenty reminders", async () => {
    await registry.flows.recordStart(corp, started('PRO-1'))
    for (const at of [1, 2, 3]) await open('lisi', at)
    await open('wangwu', 4)
    await open('lisi', 5, 'PRO-2')
    for (let at = 1; at <= 22; at += 1) await remind(at)
    const { involvement, reminders } = await registry.flows.flowContextOf(corp, 'PRO-1', 'lisi')
    expect(involvement.openings).toEqual([3, 2])
    expect(reminders.map(({ at }) => at)).toEqual(
      Array.from({ length: 20 }, (_, index) => 22 - index),
    )
  })
})
