import { expect, it } from 'vitest'
import type { NextStepKind } from '#shared/rules/situation/next-step.ts'
import type { Registry } from '#proxy/base/store/registry.ts'
import { newCorp, reading } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'

let registry: Registry

withStore((store) => ({ registry } = store))

const dayMs = 24 * 60 * 60_000
const weekMs = 7 * dayMs
const now = Date.parse('2026-12-01T04:00:00Z')

function corpWithFlows() {
  const corpId = newCorp()
  const step = (kind: NextStepKind, since: number | null, people: string[]) => {
    return { kind, people, since, followedBy: [], reason: null, waits: [], byName: [] }
  }
  const record = (taskId: string, facts: Parameters<typeof reading>[1]) =>
    registry.flows.recordReading(corpId, reading(taskId, facts))
  return {
    waiting: (taskId: string, people: string[], createdAt: number, since: number | null) =>
      record(taskId, { createdAt, nextStep: step('waiting-for-signature', since, people) }),
    ended: (
      taskId: string,
      status: 'completed' | 'revoked' | 'deleted',
      createdAt: number,
      at: number,
      stages: readonly number[] = [],
    ) =>
      record(taskId, {
        status,
        createdAt,
        nextStep: step(status, at, []),
        finishedStages: stages.map((tookMs) => ({ kind: 'signature', tookMs })),
      }),
    read: () => registry.statistics.of(corpId, now),
  }
}

it('tells whom most flows wait for, and since when', async () => {
  const flows = corpWithFlows()
  await flows.waiting('W-1', ['李四'], 1, now - 5)
  await flows.waiting('W-2', ['李四', '孙八'], 1, now - 9)
  await flows.waiting('W-3', ['周九'], 1, null)
  await flows.ended('C-1', 'completed', 1, 2)
  const { waitingFor } = await flows.read()
  expect(waitingFor).toEqual([
    { name: '李四', flows: 2, since: now - 9 },
    { name: '孙八', flows: 1, since: now - 9 },
    { name: '周九', flows: 1, since: null },
  ])
})

it('names five people at most', async () => {
  const flows = corpWithFlows()
  await flows.waiting('W-1', ['甲', '乙', '丙', '丁', '戊', '己'], 1, 2)
  const { waitingFor } = await flows.read()
  expect(waitingFor).toHaveLength(5)
})

it('counts what was started and completed in each of twelve months, in China', async () => {
  const flows = corpWithFlows()
  const at = (text: string) => Date.parse(text)
  // Of the month before the first one.
  await flows.ended('C-0', 'completed', at('2025-12-31T15:59:59Z'), at('2025-12-31T15:59:59Z'))
  await flows.ended('C-1', 'completed', at('2025-12-31T16:00:00Z'), at('2026-10-31T16:00:00Z'))
  await flows.ended('R-1', 'revoked', at('2026-10-31T15:59:59Z'), at('2026-11-02T00:00:00Z'))
  await flows.waiting('W-1', [], at('2026-11-02T00:00:00Z'), null)
  const { months } = await flows.read()
  expect(months).toHaveLength(12)
  expect(months.filter(({ started, completed }) => started + completed > 0)).toEqual([
    { month: '2026-01', started: 1, completed: 0 },
    { month: '2026-10', started: 1, completed: 0 },
    { month: '2026-11', started: 1, completed: 1 },
  ])
  expect(months[11]?.month).toBe('2026-12')
})

it('knows for each of twelve weeks what was being signed, and for how long', async () => {
  const flows = corpWithFlows()
  // Started 20 days ago, signed by one 13 days ago, and completed 5 days ago.
  await flows.ended('C-1', 'completed', now - 20 * dayMs, now - 5 * dayMs, [7 * dayMs, 8 * dayMs])
  // It was signed by all long before it was deleted.
  await flows.ended('D-1', 'deleted', now - 30 * dayMs, now - 1, [dayMs])
  await flows.ended('R-1', 'revoked', now - 10 * dayMs, now - 8 * dayMs)
  await flows.waiting('W-1', ['李四'], now - 9 * dayMs, now - 2 * dayMs)
  const { weeks } = await flows.read()
  expect(weeks.map(({ at }) => (at - now) / weekMs)).toEqual(
    Array.from({ length: 12 }, (_, index) => index - 11),
  )
  const [, , , , , , , fourAgo, , twoAgo, oneAgo, last] = weeks
  expect(fourAgo).toMatchObject({ signing: 0, longestMs: null, usualMs: null, started: 1 })
  expect(twoAgo).toMatchObject({ signing: 1, longestMs: 6 * dayMs, completed: 0 })
  expect(oneAgo).toMatchObject({ signing: 2, longestMs: 6 * dayMs })
  expect(last).toMatchObject({
    signing: 1,
    longestMs: 2 * dayMs,
    usualMs: 15 * dayMs,
    started: 3,
    completed: 1,
  })
})
