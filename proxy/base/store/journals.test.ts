import { beforeEach, describe, expect, it } from 'vitest'
import type { NewReminder } from './flows/flow-types.ts'
import type { Registry } from './registry.ts'
import type { View } from './flows/view-store.ts'
import { newCorp, reading, started } from './testing/samples.ts'
import { withStore } from './testing/with-store.ts'

const minute = 60_000

describe('journals', () => {
  let registry: Registry
  let corp: string

  withStore((store) => ({ registry } = store))

  beforeEach(() => {
    corp = newCorp()
  })

  describe('views', () => {
    function open(taskId: string, userId: string, at: number, byLink = false): Promise<void> {
      const opened = { corpId: corp, taskId, userId, name: `名-${userId}`, at, byLink }
      return registry.views.recordOpened(opened)
    }

    it("are paged, newest first, with the flows' titles", async () => {
      await registry.flows.recordReading(corp, reading('PRO-1', { title: '劳动合同' }))
      await open('PRO-1', 'lisi', 10)
      await open('PRO-2', 'lisi', 20, true)
      await open('PRO-1', 'wangwu', 30)
      const first = await registry.views.list(corp, { limit: 2 })
      const opened = { kind: 'flow-opened', detail: null }
      const byWangWu = { taskId: 'PRO-1', userId: 'wangwu', name: '名-wangwu', at: 30 }
      const byLiSi = { taskId: 'PRO-2', userId: 'lisi', name: '名-lisi', at: 20 }
      expect(first.items).toEqual([
        { ...byWangWu, ...opened, byLink: false, title: '劳动合同' },
        { ...byLiSi, ...opened, byLink: true, title: null },
      ])
      await open('PRO-3', 'lisi', 40)
      const cursor = first.nextCursor ?? undefined
      expect(await registry.views.list(corp, { limit: 2, cursor })).toMatchObject({
        items: [{ at: 10 }],
        nextCursor: null,
      })
    })

    it('can be read for one flow, and all of them in batches', async () => {
      await Promise.all(Array.from({ length: 1100 }, (_, at) => open('PRO-1', 'lisi', at)))
      await open('PRO-2', 'wangwu', 9999)
      const all: View[] = []
      for await (const view of registry.views.all(corp)) all.push(view)
      expect(all).toHaveLength(1101)
      expect(all[0]).toMatchObject({ taskId: 'PRO-2', at: 9999 })
      expect(new Set(all.map(({ at }) => at)).size).toBe(1101)
      const { items } = await registry.views.list(corp, { taskId: 'PRO-2', limit: 10 })
      expect(items).toMatchObject([{ userId: 'wangwu' }])
    })

    it('are separate per corp', async () => {
      await open('PRO-1', 'lisi', 10)
      expect(await registry.views.list(newCorp(), { limit: 10 })).toMatchObject({ items: [] })
    })

    it.each(['', 'x', 'WyJhIl0'])('refuse the invalid cursor %j', async (cursor) => {
      await expect(registry.views.list(corp, { cursor, limit: 1 })).rejects.toMatchObject({
        code: 'invalid-request',
      })
    })
  })

  describe('reminders', () => {
    const noted = async () => (await registry.flows.sharedFlowContextOf(corp, 'PRO-1')).reminders

    function reminder(at: number, facts: Partial<NewReminder> = {}): NewReminder {
      const recipients = [{ userId: 'lisi', name: '李四' }]
      const urger = { userId: 'zhangsan', name: '张三', recipients }
      return { corpId: corp, taskId: 'PRO-1', ...urger, at, ...facts }
    }

    beforeEach(async () => {
      await registry.flows.recordStart(corp, started('PRO-1'))
      await registry.flows.recordStart(corp, started('PRO-2'))
    })

    it('are allowed once per interval and flow', async () => {
      const { reminders } = registry
      expect(await reminders.claim(reminder(0), 10 * minute)).toEqual({ id: expect.any(Number) })
      expect(await reminders.claim(reminder(10 * minute - 1), 10 * minute)).toEqual({ lastAt: 0 })
      expect(await reminders.claim(reminder(1, { taskId: 'PRO-2' }), 10 * minute)).toHaveProperty(
        'id',
      )
      expect(await reminders.claim(reminder(10 * minute), 10 * minute)).toHaveProperty('id')
      expect(await noted()).toMatchObject([
        { at: 10 * minute },
        {
          at: 0,
          userId: 'zhangsan',
          name: '张三',
          recipients: [{ userId: 'lisi', name: '李四' }],
        },
      ])
    })

    it('do not count when they were noted while the clock was ahead', async () => {
      const { reminders } = registry
      expect(await reminders.claim(reminder(11 * minute), 10 * minute)).toHaveProperty('id')
      expect(await reminders.claim(reminder(0), 10 * minute)).toHaveProperty('id')
      expect(await reminders.claim(reminder(1), 10 * minute)).toEqual({ lastAt: 0 })
    })

    it('are allowed once when several arrive at the same time', async () => {
      const claims = await Promise.all(
        Array.from({ length: 8 }, () => registry.reminders.claim(reminder(5), 10 * minute)),
      )
      expect(claims.filter((claim) => 'id' in claim)).toHaveLength(1)
      expect(claims.filter((claim) => 'lastAt' in claim && claim.lastAt === 5)).toHaveLength(7)
    })

    it('do not count when they could not be sent', async () => {
      const claim = await registry.reminders.claim(reminder(0), 10 * minute)
      if (!('id' in claim)) throw new Error('the first reminder was refused')
      await registry.reminders.withdraw(claim.id)
      expect(await noted()).toEqual([])
      expect(await registry.reminders.claim(reminder(1), 10 * minute)).toHaveProperty('id')
    })

    it('need a known flow', async () => {
      await expect(registry.reminders.claim(reminder(0, { taskId: 'PRO-9' }), 0)).rejects.toThrow()
    })
  })
})
