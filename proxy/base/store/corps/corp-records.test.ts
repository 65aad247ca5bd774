import { describe, expect, it } from 'vitest'
import type { NextStep, NextStepKind } from '#shared/rules/situation/next-step.ts'
import type { NewOrder } from './order-store.ts'
import type { FinishedStage } from '#proxy/base/store/flows/flow-types.ts'
import type { Registry } from '#proxy/base/store/registry.ts'
import { newCorp, reading } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'

describe('records of a corp', () => {
  let registry: Registry

  withStore((store) => ({ registry } = store))

  describe('margins', () => {
    const hour = 3_600_000

    it('are stored once an hour, the newest of each hour', async () => {
      const corpId = newCorp()
      const readings = [
        { contractsLeft: 9, at: 3 * hour + 2 },
        { contractsLeft: 8, at: 3 * hour + 5 },
        { contractsLeft: 10, at: 3 * hour + 1 },
        { contractsLeft: 7, at: 5 * hour },
        { contractsLeft: 5_000_000_000, at: hour },
      ]
      for (const each of readings) await registry.margins.record(corpId, each)
      await registry.margins.record(newCorp(), { contractsLeft: 1, at: 4 * hour })
      expect(await registry.margins.since(corpId, 0)).toEqual([
        { contractsLeft: 5_000_000_000, at: hour },
        { contractsLeft: 8, at: 3 * hour + 5 },
        { contractsLeft: 7, at: 5 * hour },
      ])
      expect(await registry.margins.since(corpId, 4 * hour)).toHaveLength(1)
    })
  })

  describe('orders', () => {
    const order = (orderId: string, more: Partial<NewOrder> = {}): NewOrder => ({
      orderId,
      kind: 'channel',
      quantity: 10,
      itemCode: 'ITEM',
      itemName: '套餐',
      paidFen: 9900,
      validFrom: null,
      validUntil: null,
      userId: 'wangwu',
      name: '王五',
      orderedAt: 100,
      ...more,
    })

    it('are stored before they are placed, once per id', async () => {
      const corpId = newCorp()
      const claims = await Promise.all(
        Array.from({ length: 6 }, () => registry.orders.claim(corpId, order('O-1'))),
      )
      expect(claims.filter(({ isNew }) => isNew)).toHaveLength(1)
      const kept = { ...order('O-1'), state: 'unknown', esignOrderId: null }
      expect(claims.map((claim) => claim.order)).toEqual(Array.from({ length: 6 }, () => kept))
      expect((await registry.orders.claim(newCorp(), order('O-1'))).isNew).toBe(true)
    })

    it('stay placed, whatever is reported later', async () => {
      const corpId = newCorp()
      await registry.orders.claim(corpId, order('O-1'))
      const placed = await registry.orders.markPlaced(corpId, 'O-1', 'ES1')
      expect(placed).toEqual({ ...order('O-1'), state: 'placed', esignOrderId: 'ES1' })
      await registry.orders.markRefused(corpId, 'O-1')
      expect(await registry.orders.markPlaced(corpId, 'O-1', null)).toEqual(placed)
      const again = await registry.orders.claim(corpId, order('O-1', { quantity: 20 }))
      expect(again).toMatchObject({
        isNew: false,
        order: { state: 'placed', esignOrderId: 'ES1', quantity: 10 },
      })
    })

    it('free their id when they were refused', async () => {
      const corpId = newCorp()
      await registry.orders.claim(corpId, order('O-1'))
      await registry.orders.markRefused(corpId, 'O-1')
      const resale = order('O-1', { kind: 'resale', itemCode: null, validFrom: 1, validUntil: 2 })
      expect(await registry.orders.claim(corpId, resale)).toEqual({
        isNew: true,
        order: { ...resale, state: 'unknown', esignOrderId: null },
      })
    })

    it('are listed page by page, newest first', async () => {
      const corpId = newCorp()
      for (const id of ['O-1', 'O-2', 'O-3']) await registry.orders.claim(corpId, order(id))
      const ids = async (cursor?: string) => {
        const page = await registry.orders.list(corpId, { cursor, limit: 2 })
        return { ids: page.items.map(({ orderId }) => orderId), next: page.nextCursor }
      }
      const first = await ids()
      expect(first.ids).toEqual(['O-3', 'O-2'])
      expect(await ids(first.next ?? '')).toEqual({ ids: ['O-1'], next: null })
      await expect(registry.orders.list(corpId, { cursor: 'x', limit: 2 })).rejects.toMatchObject({
        code: 'invalid-request',
      })
    })
  })

  describe('statistics', () => {
    const step = (kind: NextStepKind, since: number | null, people: string[] = []): NextStep => {
      return { kind, people, since, followedBy: [], reason: null, waits: [], byName: [] }
    }

    it('are empty for a corp without flows', async () => {
      const nothing = { started: 0, completed: 0 }
      expect(await registry.statistics.of(newCorp(), 1000)).toEqual({
        flows: 0,
        byStatus: [],
        completion: { flows: 0, medianMs: null, byMonth: [] },
        stages: [],
        finishedStages: [],
        longestWaiting: [],
        waitingFor: [],
        months: Array.from({ length: 12 }, () => expect.objectContaining(nothing)),
        weeks: Array.from({ length: 12 }, () =>
          expect.objectContaining({ ...nothing, signing: 0, longestMs: null, usualMs: null }),
        ),
      })
    })

    it('have the time to completion, by month in China', async () => {
      const corpId = newCorp()
      const completed = (taskId: string, at: string, tookMs: number) => {
        const since = Date.parse(at)
        const facts = { status: 'completed', createdAt: since - tookMs } as const
        const nextStep = step('completed', since)
        return registry.flows.recordReading(corpId, reading(taskId, { ...facts, nextStep }))
      }
      await completed('C-1', '2026-10-31T15:59:59Z', 10)
      await completed('C-2', '2026-10-31T16:00:00Z', 20)
      await completed('C-3', '2026-11-30T15:59:59Z', 40)
      for (const month of ['04', '05', '06', '07', '08'])
        await completed(`C-${month}`, `2026-${month}-10T00:00:00Z`, 5)
      const { completion } = await registry.statistics.of(corpId, 1000)
      expect(completion.byMonth).toEqual([
        { month: '2026-05', flows: 1, medianMs: 5 },
        { month: '2026-06', flows: 1, medianMs: 5 },
        { month: '2026-07', flows: 1, medianMs: 5 },
        { month: '2026-08', flows: 1, medianMs: 5 },
        { month: '2026-10', flows: 1, medianMs: 10 },
        { month: '2026-11', flows: 2, medianMs: 30 },
      ])
    })

    it('have the slow stages, each flow by its latest reading', async () => {
      const corpId = newCorp()
      const record = (taskId: string, readAt: number, finishedStages: FinishedStage[]) =>
        registry.flows.recordReading(corpId, reading(taskId, { readAt, finishedStages }))
      await record('F-1', 100, [{ kind: 'preparation', tookMs: 5 }])
      await record('F-1', 200, [
        { kind: 'preparation', tookMs: 5 },
        { kind: 'signature', tookMs: 100 },
        { kind: 'signature', tookMs: 5_000_000_000 },
      ])
      // An older reading, stored later.
      await record('F-1', 150, [{ kind: 'preparation', tookMs: 9 }])
      await record('F-2', 100, [
        { kind: 'preparation', tookMs: 15 },
        { kind: 'signature', tookMs: 300 },
      ])
      await record('F-3', 100, [])
      await registry.flows.recordReading(
        newCorp(),
        reading('OTHER', { finishedStages: [{ kind: 'completion', tookMs: 1 }] }),
      )
      const { finishedStages } = await registry.statistics.of(corpId, 1000)
      expect(finishedStages).toEqual([
        { kind: 'signature', stages: 3, medianMs: 300, longestMs: 5_000_000_000 },
        { kind: 'preparation', stages: 2, medianMs: 10, longestMs: 15 },
      ])
    })

    it('have the counts and the durations', async () => {
      const corpId = newCorp()
      const record = (taskId: string, facts: Parameters<typeof reading>[1]) =>
        registry.flows.recordReading(corpId, reading(taskId, facts))
      const completed = (taskId: string, createdAt: number | null, since: number | null) =>
        record(taskId, { status: 'completed', createdAt, nextStep: step('completed', since) })
      await completed('C-1', 100, 200)
      await completed('C-2', 100, 400)
      await completed('C-3', 100, 1100)
      // The durations of these flows are unknown.
      await completed('C-4', null, 500)
      await completed('C-5', 100, null)
      const waiting = (taskId: string, kind: NextStepKind, since: number | null) =>
        record(taskId, { title: taskId, nextStep: step(kind, since, ['李四']) })
      await waiting('W-1', 'waiting-for-signature', 900)
      await waiting('W-2', 'waiting-for-signature', 400)
      await waiting('W-3', 'waiting-for-signature', null)
      await waiting('A-1', 'waiting-for-seal-approval', 100)
      await waiting('U-1', 'signing-unknown-who', null)
      await waiting('F-1', 'waiting-for-anyone', 2000)
      await record('R-1', { status: 'revoked', nextStep: step('revoked', 10) })
      await registry.flows.recordReading(newCorp(), reading('OTHER'))
      expect(await registry.statistics.of(corpId, 1000)).toMatchObject({
        flows: 12,
        byStatus: [
          { status: 'signing', flows: 6 },
          { status: 'completed', flows: 5 },
          { status: 'revoked', flows: 1 },
        ],
        completion: {
          flows: 3,
          medianMs: 300,
          byMonth: [{ month: '1970-01', flows: 3, medianMs: 300 }],
        },
        stages: [
          { kind: 'waiting-for-seal-approval', flows: 1, medianMs: 900, longestMs: 900 },
          { kind: 'waiting-for-signature', flows: 3, medianMs: 350, longestMs: 600 },
          { kind: 'waiting-for-anyone', flows: 1, medianMs: 0, longestMs: 0 },
          { kind: 'signing-unknown-who', flows: 1, medianMs: null, longestMs: null },
        ],
        finishedStages: [],
        longestWaiting: [
          ['A-1', 'waiting-for-seal-approval', 100] as const,
          ['W-2', 'waiting-for-signature', 400] as const,
          ['W-1', 'waiting-for-signature', 900] as const,
          ['F-1', 'waiting-for-anyone', 2000] as const,
        ].map(([taskId, kind, since]) => ({
          taskId,
          title: taskId,
          kind,
          people: ['李四'],
          since,
        })),
      })
    })
  })
})
