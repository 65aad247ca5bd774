import { afterEach, expect, it, vi } from 'vitest'
import { runJob } from '#proxy/base/jobs/testing/run-job.ts'
import { createCorpUpdater } from '#proxy/features/corp/corp-updater.ts'
import { createEventHandler } from './event-handler.ts'

afterEach(() => vi.useRealTimers())

it('an event is processed even if the database is slow', async () => {
  vi.useFakeTimers()
  const slowly = <Value>(value: Value) =>
    new Promise<Value>((resolve) => setTimeout(resolve, 4_000, value))
  const status = { state: 'relieved', boughtUntil: null, sessionsFrom: 0, version: 2 } as const
  const stored = { ...status, before: 'active', isNews: true, isRenewed: false } as const
  const updateCorp = createCorpUpdater({
    book: { updateCorp: () => slowly(stored) },
    events: { publish: () => slowly(undefined) },
    corpStates: { note: () => {} },
    expireToken: () => Promise.resolve(),
    onOpened: () => Promise.resolve(),
    now: () => 2,
  })
  const [type, data] = ['org_suite_relieve', { corpId: 'c' }]
  const handler = createEventHandler({
    updateCorp,
    followHint: () => Promise.resolve(),
  })
  const handled = runJob(handler, 2, { corpId: 'c', payload: { type, bornAt: 1, data } })
  await vi.advanceTimersByTimeAsync(8_000)
  expect(await handled).toEqual({})
})

it('an event that changes nothing is superseded, and one that authorised is read in e签宝 once it is stored', async () => {
  const updateCorp = vi.fn(() => Promise.resolve({ isNews: false }))
  const followHint = vi.fn(() => Promise.resolve())
  const handler = createEventHandler({ updateCorp, followHint })
  const payload = { type: 'org_suite_auth', bornAt: 1, data: {} }
  expect(await runJob(handler, 2, { corpId: 'c', payload })).toEqual({ dropped: 'superseded' })
  updateCorp.mockResolvedValue({ isNews: true })
  expect(await runJob(handler, 2, { corpId: 'c', payload })).toEqual({
    put: [expect.objectContaining({ corpId: 'c', kind: 'corp-in-esign', renews: true, dueAt: 2 })],
  })
  expect(followHint).not.toHaveBeenCalled()
  const hint = { type: 'bpms_instance_change', bornAt: 1, data: {} }
  expect(await runJob(handler, 2, { corpId: 'c', payload: hint })).toEqual({})
  expect(followHint).toHaveBeenCalledOnce()
})
