import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { createClearAway, keptMs } from './delete-expired.ts'
import type { Registry } from '#proxy/store/registry.ts'
import { newCorp } from '#proxy/store/testing/samples.ts'
import { withStore } from '#proxy/store/testing/with-store.ts'

describe('what is over', () => {
  let registry: Registry
  let now: number

  withStore((store) => ({ registry } = store))

  function clearAway() {
    return createClearAway({
      retention: registry.retention,
      log: { info: vi.fn(), warn: vi.fn() },
      now: () => now,
    })
  }

  it('is deleted once its time has come, by one instance a day, and nothing else is', async () => {
    const corpId = newCorp()
    const attempt = (key: string) => ({ corpId, userId: 'lisi', key })
    const many = Array.from({ length: 700 }, (_, index) => attempt(`many ${index}`))
    // A few at a time: those who wait for a connection are refused after a while.
    for (let index = 0; index < many.length; index += 20) {
      const some = many.slice(index, index + 20)
      // oxlint-disable-next-line no-await-in-loop
      await Promise.all(some.map((one) => registry.attempts.claim(one, 'digest')))
    }
    // Attempts are as old as the clock of the database says.
    await pause(5)
    await registry.attempts.claim(attempt('new'), 'digest')
    const found = await registry.attempts.find(attempt('new'))
    if (found?.state !== 'under-way') throw new Error('It is not under way.')
    now = found.since + keptMs['old-attempts']
    const said = { taskId: 'PRO-1', action: 'SIGN', status: 'FINISH', receivedAt: 1 }
    const noticed = async (status: string, processedAt: number | null) => {
      const notice = await registry.notices.record({ ...said, status })
      if (processedAt !== null) await registry.notices.markProcessed(notice, processedAt)
      return notice
    }
    const beforeNotices = now - keptMs['processed-notices']
    const old = await noticed('OLD', beforeNotices - 1)
    const recent = await noticed('RECENT', beforeNotices)
    await noticed('OPEN', null)
    const grant = (userId: string, until: number) =>
      registry.access.grant({ corpId, taskId: 'PRO-1', userId, until })
    await grant('gone', now - keptMs['expired-grants'] - 1)
    await grant('there', now - keptMs['expired-grants'])
    const page = (taskId: string, at: number) =>
      registry.authorisations.note({ taskId, corpId, at })
    const beforePages = now - keptMs['old-authorisation-pages']
    await page(`old ${corpId}`, beforePages - 1)
    await page(`new ${corpId}`, beforePages)

    const ask = (taskId: string, at: number) =>
      registry.accessRequests.ask(
        { id: `${taskId} ${corpId}`, corpId, taskId, userId: 'lisi', name: '李四', at },
        { againMs: Infinity, mostPerDay: 10 },
        [],
      )
    const beforeRequests = now - keptMs['old-access-requests']
    await ask('PRO-OLD', beforeRequests - 1)
    await ask('PRO-RECENT', beforeRequests)

    await Promise.all([clearAway().look(), clearAway().look()])

    expect(await registry.attempts.find(attempt('many 699'))).toBeNull()
    expect(await registry.attempts.find(attempt('new'))).not.toBeNull()
    expect(await registry.authorisations.corpOf(`old ${corpId}`)).toBeNull()
    expect(await registry.authorisations.corpOf(`new ${corpId}`)).toBe(corpId)
    expect(await ask('PRO-OLD', now)).toBe('new')
    expect(await ask('PRO-RECENT', now)).toBe('known')
    const until = async (userId: string) =>
      (await registry.access.standingOf(corpId, 'PRO-1', userId)).grantedUntil
    expect(await until('gone')).toBeNull()
    expect(await until('there')).not.toBeNull()
    // Marking finds the row, or does not.
    expect(await registry.notices.markProcessed(old, beforeNotices)).toBe(false)
    expect(await registry.notices.markProcessed(recent, beforeNotices - 1)).toBe(true)
    expect(await registry.notices.unprocessed(10)).toMatchObject([{ status: 'OPEN' }])

    await clearAway().look()
    expect(await registry.notices.markProcessed(recent, beforeNotices - 1)).toBe(true)
  })

  it('is undertaken again after a day, by one of several', async () => {
    const { retention } = registry
    await retention.claim(0)
    expect(await retention.claim(60_000)).toBe(false)
    const claims = Array.from({ length: 4 }, () => retention.claim(0))
    expect((await Promise.all(claims)).filter(Boolean).length).toBeGreaterThan(0)
  })
})
