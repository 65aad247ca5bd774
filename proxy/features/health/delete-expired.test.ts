import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { runJob } from '#proxy/base/jobs/testing/run-job.ts'
import { createExpiry, keptMs } from './delete-expired.ts'
import type { Registry } from '#proxy/base/store/registry.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { newCorp, reading } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'
import { createAuthorisationStore } from '#proxy/features/corp/authorisation-store.ts'
import {
  createStartAttemptStore,
  type StartAttemptStore,
} from '#proxy/features/start-flow/start-attempt-store.ts'

describe('expired data', () => {
  let store: Store
  let registry: Registry
  let now: number

  withStore((opened) => {
    store = opened
    registry = store.registry
    attempts = createStartAttemptStore(store.database)
  })

  let attempts: StartAttemptStore

  const deleteDue = () => runJob(createExpiry(registry.retention, { info: vi.fn() }), now)

  it('are deleted when their time has come, nothing else is, and again a day later', async () => {
    const authorisations = createAuthorisationStore(store.database)
    const corpId = newCorp()
    const attempt = (key: string) => ({ corpId, userId: 'lisi', key })
    const many = Array.from({ length: 700 }, (_, index) => attempt(`many ${index}`))
    // In groups, as calls that wait too long for a database connection fail.
    for (let index = 0; index < many.length; index += 20) {
      const some = many.slice(index, index + 20)
      await Promise.all(some.map((one) => attempts.claim(one, 'digest')))
    }
    // An attempt's age is measured by the database clock.
    await pause(5)
    await attempts.claim(attempt('new'), 'digest')
    const found = await attempts.find(attempt('new'))
    if (found?.state !== 'under-way') throw new Error('It is not under way.')
    now = found.since + keptMs['old-attempts']
    const grant = (userId: string, until: number) =>
      registry.access.grant({ corpId, taskId: 'PRO-1', userId, until })
    await grant('gone', now - keptMs['expired-grants'] - 1)
    await grant('there', now - keptMs['expired-grants'])
    const page = (taskId: string, at: number) => authorisations.note({ taskId, corpId, at })
    const beforePages = now - keptMs['old-authorisation-pages']
    await page(`old ${corpId}`, beforePages - 1)
    await page(`new ${corpId}`, beforePages)

    const { sealApprovals } = registry
    const approval = (instanceId: string, startedAt: number) =>
      sealApprovals.note({ corpId, instanceId, title: '', sponsor: 'lisi', startedAt, url: '' })
    const beforeApprovals = now - keptMs['old-approvals']
    await approval('old', beforeApprovals - 1)
    await approval('new', beforeApprovals)

    const ask = (taskId: string, at: number) =>
      registry.accessRequests.ask(
        { id: `${taskId} ${corpId}`, corpId, taskId, userId: 'lisi', name: '李四', at },
        { againMs: Infinity, maxPerDay: 10 },
        [],
      )
    const beforeRequests = now - keptMs['old-access-requests']
    await ask('PRO-OLD', beforeRequests - 1)
    await ask('PRO-RECENT', beforeRequests)

    const result = await deleteDue()

    expect(result).toEqual({ again: now + 24 * 60 * 60_000 })
    expect(await attempts.find(attempt('many 699'))).toBeNull()
    expect(await attempts.find(attempt('new'))).not.toBeNull()
    expect(await authorisations.corpOf(`old ${corpId}`)).toBeNull()
    expect(await authorisations.corpOf(`new ${corpId}`)).toBe(corpId)
    expect(await sealApprovals.has(corpId, 'old')).toBe(false)
    expect(await sealApprovals.has(corpId, 'new')).toBe(true)
    expect(await ask('PRO-OLD', now)).toBe('new')
    expect(await ask('PRO-RECENT', now)).toBe('known')
    const until = async (userId: string) =>
      (await registry.access.involvementOf(corpId, 'PRO-1', userId)).grantedUntil
    expect(await until('gone')).toBeNull()
    expect(await until('there')).not.toBeNull()
  })

  it('do not include sent messages of open flows, or of flows with messages to send', async () => {
    const { corpId, jobs } = { corpId: newCorp(), jobs: store.jobs }
    const before = 1000
    const put = (taskId: string | null, key: string) =>
      jobs.put([{ corpId, kind: 'test', key, userId: null, taskId, payload: null, dueAt: 0 }], 0)
    const send = async (at: number) => {
      const asked = { kinds: ['test'], exceptShares: [], claim: 'a', leaseMs: 60_000, now: 0 }
      for (;;) {
        const row = await jobs.claim(asked)
        if (row === null) return
        await jobs.settle(row, { state: 'done' }, at)
      }
    }
    const ended = reading('PRO-ENDED', { status: 'completed' })
    for (const flow of [ended, reading('PRO-GOES-ON'), { ...ended, taskId: 'PRO-CLOSING' }])
      await registry.flows.recordReading(corpId, flow)
    await put('PRO-ENDED', 'recent')
    await send(before)
    for (const taskId of [null, 'PRO-NOWHERE', 'PRO-ENDED', 'PRO-GOES-ON', 'PRO-CLOSING'])
      await put(taskId, `old ${taskId}`)
    await send(before - 1)
    await put('PRO-CLOSING', 'waits')

    expect(await registry.retention.clear('settled-jobs', before, 10)).toBe(3)

    const left = await Promise.all(
      ['PRO-ENDED', 'PRO-GOES-ON', 'PRO-CLOSING'].map((id) => jobs.ofFlow(corpId, id, 'test')),
    )
    expect(left.flat().map(({ key }) => key)).toEqual([
      'recent',
      'old PRO-GOES-ON',
      'waits',
      'old PRO-CLOSING',
    ])
    await send(before - 1)
    expect(await registry.retention.clear('settled-jobs', before, 10)).toBe(2)
  })

  it("include an organisation's first token that is still being fetched after a day", async () => {
    const { tokenBook } = store
    await tokenBook.take('corp suite left', 0, 0)
    await tokenBook.take('corp suite under way', 0, 5 * keptMs['never-fetched-tokens'])
    await tokenBook.put('corp suite there', 'sealed', 60_000)
    // The lease is by the database clock.
    now = Date.now() + 2 * keptMs['never-fetched-tokens']
    await deleteDue()
    const left = (before: number) => registry.retention.clear('never-fetched-tokens', before, 10)
    expect(await tokenBook.take('corp suite under way', 0, 0)).toEqual({ kind: 'wait' })
    expect(await tokenBook.take('corp suite there', 0, 0)).toMatchObject({ sealed: 'sealed' })
    expect(await left(Number.MAX_SAFE_INTEGER)).toBe(1)
  })
})
