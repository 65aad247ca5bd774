import { beforeEach, describe, expect, it } from 'vitest'
import type { FlowQuery } from './flow-types.ts'
import type { Registry } from '#proxy/base/store/registry.ts'
import { newCorp, person, reading, started } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'

describe('lists of flows', () => {
  let registry: Registry
  let corp: string

  withStore((store) => ({ registry } = store))

  beforeEach(() => {
    corp = newCorp()
  })

  async function idsOf(query: Partial<FlowQuery>): Promise<string[]> {
    const page = await registry.flows.list(corp, {
      scope: 'corp',
      userId: 'lisi',
      at: 1000,
      limit: 100,
      ...query,
    })
    return page.items.map(({ taskId }) => taskId)
  }

  /** 张三 started two flows, 王五 one, and one was only opened. 钱七 has a link to one. */
  async function fill(): Promise<void> {
    const { access, flows, views } = registry
    const byWangWu = { userId: 'wangwu', name: '王五', organization: '云帆科技' }
    const toZhaoLiu = [
      person('zhaoliu', '赵六'),
      person('zhangsan', '张三', { role: 'cc', order: null }),
    ]
    await flows.recordStart(corp, started('A', { startedAt: 1 }))
    await flows.recordStart(corp, started('B', { startedAt: 2 }))
    await flows.recordStart(
      corp,
      started('C', { startedAt: 3, initiator: byWangWu, people: toZhaoLiu }),
    )
    await flows.recordReading(corp, reading('D', { readAt: 4, status: 'completed' }))
    const isTurn = [{ name: '李四', isWaitedFor: true }]
    await flows.recordReading(corp, reading('A', { readAt: 10, signers: isTurn }))
    const isDone = [{ name: '李四', isWaitedFor: false }]
    await flows.recordReading(corp, reading('B', { readAt: 10, signers: isDone }))
    const opened = { corpId: corp, taskId: 'D', userId: 'lisi', name: '李四', at: 5, byLink: false }
    await views.recordOpened(opened)
    await access.grant({ corpId: corp, taskId: 'C', userId: 'qianqi', until: 1001 })
    await access.grant({ corpId: corp, taskId: 'B', userId: 'qianqi', until: 1000 })
    await access.grant({ corpId: newCorp(), taskId: 'A', userId: 'qianqi', until: 1001 })
  }

  it('are empty for a corp without any', async () => {
    const page = await registry.flows.list(corp, {
      scope: 'corp',
      userId: 'lisi',
      at: 0,
      limit: 10,
    })
    expect(page).toEqual({ items: [], nextCursor: null })
  })

  it.each([
    ['waiting', 'lisi', ['A']],
    ['waiting', 'zhangsan', []],
    ['started', 'zhangsan', ['B', 'A']],
    ['started', 'lisi', []],
    ['mine', 'lisi', ['B', 'A']],
    ['mine', 'zhangsan', ['C', 'B', 'A']],
    ['mine', 'wangwu', ['C']],
    ['mine', 'qianqi', ['C']],
    ['opened', 'qianqi', ['C']],
    ['opened', 'lisi', ['D', 'B', 'A']],
    ['opened', 'zhaoliu', ['C']],
    ['corp', 'nobody', ['D', 'C', 'B', 'A']],
  ] as const)('show %s of %s', async (scope, userId, ids) => {
    await fill()
    expect(await idsOf({ scope, userId })).toEqual(ids)
  })

  it('show a draft to its initiator alone, until it is sent', async () => {
    await registry.flows.recordStart(corp, started('A', { status: 'draft' }))
    expect(await idsOf({ scope: 'mine', userId: 'zhangsan' })).toEqual(['A'])
    for (const scope of ['mine', 'opened'] as const) expect(await idsOf({ scope })).toEqual([])
    await registry.flows.recordReading(corp, reading('A'))
    expect(await idsOf({ scope: 'mine' })).toEqual(['A'])
  })

  it('say whose turn it is, while a flow is being signed', async () => {
    await fill()
    const query = { scope: 'corp', userId: 'lisi', at: 0, limit: 10 } as const
    const turns = async () => {
      const { items } = await registry.flows.list(corp, query)
      return items.map(({ taskId, waitsForMe }) => [taskId, waitsForMe])
    }
    expect(await turns()).toEqual([
      ['D', false],
      ['C', false],
      ['B', false],
      ['A', true],
    ])
    await registry.flows.recordReading(corp, reading('A', { readAt: 20, status: 'revoked' }))
    expect(await turns()).toContainEqual(['A', false])
    expect(await idsOf({ scope: 'waiting' })).toEqual([])
  })

  it('can be filtered by status', async () => {
    await fill()
    expect(await idsOf({ status: ['completed'] })).toEqual(['D'])
    expect(await idsOf({ status: ['signing'], scope: 'mine' })).toEqual(['B', 'A'])
  })

  it('can be narrowed, and say to what', async () => {
    await fill()
    expect(await idsOf({ status: ['completed', 'signing'] })).toEqual(['D', 'C', 'B', 'A'])
    expect(await idsOf({ since: 3 })).toEqual(['D', 'C', 'B', 'A'])
    expect(await idsOf({ since: 4 })).toEqual(['D', 'B', 'A'])
    expect(await idsOf({ by: 'wangwu' })).toEqual(['C'])
    expect(await idsOf({ by: '张三' })).toEqual(['D'])
    expect(await idsOf({ by: 'wangwu', status: ['completed'] })).toEqual([])
    const query = { scope: 'corp', userId: 'lisi', at: 1000, limit: 1 } as const
    expect(await registry.flows.narrowings(corp, query)).toEqual({
      counts: { signing: 3, completed: 1 },
      initiators: [
        { userId: 'zhangsan', name: '张三', count: 2 },
        { userId: null, name: '张三', count: 1 },
        { userId: 'wangwu', name: '王五', count: 1 },
      ],
    })
    expect(
      await registry.flows.narrowings(corp, { ...query, status: ['completed'], by: 'zhangsan' }),
    ).toEqual({ counts: { signing: 2 }, initiators: [{ userId: null, name: '张三', count: 1 }] })
  })

  it('come in the order that is asked for, over several pages', async () => {
    const { flows } = registry
    const since = (time: number | null) => ({ ...reading('X').nextStep, since: time })
    const add = async (id: string, deadline: number | null, time: number | null) => {
      await flows.recordStart(corp, started(id, { deadline }))
      await flows.recordReading(corp, reading(id, { nextStep: since(time) }))
    }
    await add('late', 900, 1)
    await add('soon', 500, 40)
    await add('soon-longer', 500, 30)
    await add('open', null, 20)
    await add('unknown', null, null)
    await add('over', 100, 5)
    await flows.recordReading(corp, reading('over', { status: 'expired', readAt: 101 }))
    const sorted = async (sort: FlowQuery['sort']) => {
      const ids: string[] = []
      let cursor: string | undefined
      for (let pages = 0; pages < 10; pages += 1) {
        const query = { scope: 'corp', userId: 'lisi', at: 1000, limit: 2 } as const
        const page = await flows.list(corp, { ...query, sort, cursor })
        ids.push(...page.items.map(({ taskId }) => taskId))
        if (page.nextCursor === null) return ids
        cursor = page.nextCursor
      }
      throw new Error('the pages do not end')
    }
    expect(await sorted('deadline')).toEqual([
      'soon-longer',
      'soon',
      'late',
      'open',
      'over',
      'unknown',
    ])
    expect(await sorted('waiting')).toEqual([
      'late',
      'open',
      'soon-longer',
      'soon',
      'over',
      'unknown',
    ])
    expect(await idsOf({ due: 500, sort: 'deadline' })).toEqual(['soon-longer', 'soon'])
  })

  it('say which companies are on the other side, and for whom they were found', async () => {
    const people = [
      person('lisi', '李四'),
      person(null, '孙八', { account: '13900000008', organization: '远航贸易' }),
      person('zhouqi', '周七', { role: 'cc', order: null }),
    ]
    await registry.flows.recordStart(corp, started('X', { people }))
    const foundBy = async (q: string) => {
      const query = { scope: 'corp', userId: 'lisi', at: 1000, limit: 10 } as const
      const { items } = await registry.flows.list(corp, { ...query, q })
      return items.map(({ counterparts, found }) => ({ counterparts, found }))
    }
    const counterparts = ['远航贸易']
    expect(await foundBy('采购')).toEqual([{ counterparts, found: null }])
    const sunba = { counterparts, found: { role: 'signer', name: '孙八' } }
    for (const q of ['孙', '远航', '0008']) expect(await foundBy(q)).toEqual([sunba])
    expect(await foundBy('周七')).toEqual([{ counterparts, found: { role: 'cc', name: '周七' } }])
  })

  it.each([
    ['part of a title', '年框架', ['X']],
    ['a title in another case', 'saas', ['X']],
    ['part of an id', 'x', ['X']],
    ['a signer', '孙八', ['X']],
    ['the initiator', '张三', ['Y', 'X']],
    ['an organisation', '云帆', ['Y', 'X']],
    ['blanks around', '  孙八 ', ['X']],
    ['nothing but blanks', '  ', ['Y', 'X']],
    ['a percent sign', '100%', ['Y']],
    ['a percent sign that is none', '1%0', []],
    ['an underscore that is none', '孙_', []],
    ['a backslash', '\\', ['Y']],
    ['a character that cannot be stored', '孙八\0', ['X']],
    ['something else', '没有', []],
  ])('can be searched for %s', async (_what, q, ids) => {
    const signers = [{ name: '孙八', isWaitedFor: true }]
    const title = '2026 年框架合同 SaaS'
    await registry.flows.recordReading(corp, reading('X', { title, signers, readAt: 1 }))
    await registry.flows.recordReading(corp, reading('Y', { title: '100% \\股权', readAt: 2 }))
    expect(await idsOf({ q })).toEqual(ids)
  })

  it.each([
    ['the company of an outsider', '远航', ['X']],
    ['the account of an outsider as it is shown', '139****00', ['X']],
    ['the account itself', '13900000008', []],
  ])('can be searched for %s', async (_what, q, ids) => {
    const outsider = { account: '13900000008', organization: '远航贸易' }
    const people = [person(null, '孙八', outsider)]
    await registry.flows.recordStart(corp, started('X', { people }))
    await registry.flows.recordReading(corp, reading('Y'))
    expect(await idsOf({ q })).toEqual(ids)
    await registry.flows.recordReading(
      corp,
      reading('X', { signers: [{ name: '孙八', isWaitedFor: true }] }),
    )
    expect(await idsOf({ q })).toEqual(ids)
  })

  it('have pages that neither miss nor repeat flows while others are added', async () => {
    // Several flows have the same time, so the time alone does not mark the end of a page.
    const ids = Array.from({ length: 25 }, (_, index) => `PRO-${index}`)
    await Promise.all(
      ids.map((taskId, index) => {
        return registry.flows.recordReading(
          corp,
          reading(taskId, { readAt: Math.floor(index / 4) }),
        )
      }),
    )
    const seen: string[] = []
    let cursor: string | undefined
    let pages = 0
    do {
      const page = await registry.flows.list(corp, {
        scope: 'corp',
        userId: 'lisi',
        at: 0,
        cursor,
        limit: 4,
      })
      seen.push(...page.items.map(({ taskId }) => taskId))
      cursor = page.nextCursor ?? undefined
      pages += 1
      await registry.flows.recordReading(corp, reading(`NEW-${pages}`, { readAt: 1000 + pages }))
      await registry.flows.recordReading(corp, reading('PRO-0', { readAt: 1000 + pages }))
    } while (cursor !== undefined)
    expect(pages).toBe(7)
    expect(seen.toSorted()).toEqual(ids.toSorted())
  })

  it('have no cursor when the last page is full', async () => {
    await fill()
    const page = await registry.flows.list(corp, { scope: 'corp', userId: 'lisi', at: 0, limit: 4 })
    expect(page.items).toHaveLength(4)
    expect(page.nextCursor).toBeNull()
  })

  it.each(['', 'x', 'W10', 'WzEsMl0', 'WyJhIiwxXQ', 'WzFlOTksIngiXQ', '%', '00000'])(
    'refuse the invalid cursor %j',
    async (cursor) => {
      const query = { scope: 'corp', userId: 'lisi', at: 0, limit: 4, cursor } as const
      await expect(registry.flows.list(corp, query)).rejects.toMatchObject({
        code: 'invalid-request',
      })
    },
  )
})
