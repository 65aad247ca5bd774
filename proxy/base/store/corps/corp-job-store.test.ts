import { expect, it } from 'vitest'
import type { Store } from '#proxy/base/store/store.ts'
import { newCorp, reading } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'

let store: Store

withStore((opened) => (store = opened))

/** Active organisations are due, except for those read today. */
async function due(today: number, usedSince: number, at = today): Promise<string[]> {
  const before = await puts()
  await store.corpJobs.readInEsign({ today, usedSince, at })
  const after = await puts()
  return [...after].flatMap(([corpId, count]) => (before.get(corpId) === count ? [] : [corpId]))
}

const corpIds = Array.from({ length: 9 }, newCorp)

async function puts(): Promise<Map<string, number>> {
  const found = await Promise.all(
    corpIds.map(
      async (corpId) => [corpId, await store.jobs.find(corpId, 'corp-in-esign')] as const,
    ),
  )
  return new Map(found.flatMap(([corpId, job]) => (job === null ? [] : [[corpId, job.puts]])))
}

it('organisations in use are read in e签宝 once a day', async () => {
  const { registry, corps } = store
  const [seen, away, unread, stopped, withFlow, ...rest] = corpIds
  const [before, stoppedWithFlow] = rest
  if (!seen || !away || !unread || !stopped || !withFlow || !before || !stoppedWithFlow)
    throw new Error('too few organisations')
  for (const corpId of [seen, away, unread, stopped, stoppedWithFlow])
    await corps.noteSeen(corpId, corpId === away ? 499 : 500)
  await corps.noteEsign(seen, { checkedAt: 1 })
  await corps.noteEsign(away, { checkedAt: 1 })
  for (const corpId of [stopped, stoppedWithFlow])
    await corps.updateCorp({ corpId, at: 600, isEnabled: false })
  const flows: [string, number][] = [
    [withFlow, 500],
    [before, 499],
    [stoppedWithFlow, 500],
  ]
  for (const [corpId, readAt] of flows)
    await registry.flows.recordReading(corpId, reading('F-1', { readAt }))
  const inUse = [seen, unread, withFlow].toSorted()
  const [first, again] = await Promise.all([due(1000, 500), due(1000, 500)])
  expect([...new Set([...first, ...again])].toSorted()).toEqual(inUse)
  expect(await due(1000, 500)).toEqual([])
  expect((await due(2000, 500)).toSorted()).toEqual(inUse)
  expect((await due(3000, 499)).toSorted()).toEqual([...inUse, away, before].toSorted())
})
