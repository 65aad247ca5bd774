import { afterEach, expect, it, vi } from 'vitest'
import { runJob } from '#proxy/base/jobs/testing/run-job.ts'
import { createCorpUpdater, createEventHandler } from './event-work.ts'

afterEach(() => vi.useRealTimers())

it('a grant ends the shared token first, then what this instance keeps, then what others keep, and what waited is sent', async () => {
  const order: string[] = []
  const standing = { state: 'active', boughtUntil: null, sessionsFrom: 0, version: 1 } as const
  const stored = { ...standing, before: 'relieved', isNews: true, isRenewed: true } as const
  const updateCorp = createCorpUpdater({
    book: { updateCorp: () => Promise.resolve(stored) },
    events: { publish: async () => void order.push('told to others') },
    standings: {
      note: (_corpId, _standing, isRenewed) => void order.push(`noted, renewed: ${isRenewed}`),
    },
    expireToken: async () => void order.push('expired'),
    onOpened: async () => void order.push('opened'),
    now: () => 2,
  })
  const details = { name: null, agentId: null, admins: [] }
  await updateCorp({ corpId: 'c', at: 1, details, isAuthorised: true })
  expect(order).toEqual(['expired', 'noted, renewed: true', 'told to others', 'opened'])
})

it.each(['the other instances cannot be notified', 'the token cannot be expired'])(
  'what waited is sent, even if %s now',
  async (trouble) => {
    const unless = (what: string) =>
      trouble.includes(what) ? Promise.reject(new Error('no connection')) : Promise.resolve()
    const note = vi.fn()
    const onOpened = vi.fn(() => Promise.resolve())
    const standing = { state: 'active', boughtUntil: null, sessionsFrom: 0, version: 1 } as const
    const stored = { ...standing, before: 'stopped', isNews: true, isRenewed: true } as const
    const updateCorp = createCorpUpdater({
      book: { updateCorp: () => Promise.resolve(stored) },
      events: { publish: () => unless('notified') },
      standings: { note },
      expireToken: () => unless('token'),
      onOpened,
      now: () => 2,
    })
    const details = { name: null, agentId: null, admins: [] }
    const change = { corpId: 'c', at: 1, details, isAuthorised: true, isRescoped: true }
    await expect(updateCorp(change)).rejects.toThrow()
    expect(onOpened).toHaveBeenCalledWith('c')
    // Without it, this instance would hold the messages back again.
    expect(note).toHaveBeenCalledOnce()
  },
)

it('an event is processed even if the database is slow', async () => {
  vi.useFakeTimers()
  const slowly = <Value>(value: Value) =>
    new Promise<Value>((resolve) => setTimeout(resolve, 4_000, value))
  const standing = { state: 'relieved', boughtUntil: null, sessionsFrom: 0, version: 2 } as const
  const stored = { ...standing, before: 'active', isNews: true, isRenewed: false } as const
  const updateCorp = createCorpUpdater({
    book: { updateCorp: () => slowly(stored) },
    events: { publish: () => slowly(undefined) },
    standings: { note: () => {} },
    expireToken: () => Promise.resolve(),
    onOpened: () => Promise.resolve(),
    now: () => 2,
  })
  const [type, data] = ['org_suite_relieve', { corpId: 'c' }]
  const handler = createEventHandler({
    updateCorp,
    onAuthorised: () => {},
    followHint: () => Promise.resolve(),
  })
  const handled = runJob(handler, 2, { corpId: 'c', payload: { type, bornAt: 1, data } })
  await vi.advanceTimersByTimeAsync(8_000)
  expect(await handled).toEqual({})
})

it('an event that changes nothing is old, and an authorisation is told of once it is stored', async () => {
  const updateCorp = vi.fn(() => Promise.resolve({ isNews: false }))
  const onAuthorised = vi.fn()
  const followHint = vi.fn(() => Promise.resolve())
  const handler = createEventHandler({ updateCorp, onAuthorised, followHint })
  const payload = { type: 'org_suite_auth', bornAt: 1, data: {} }
  expect(await runJob(handler, 2, { corpId: 'c', payload })).toEqual({ dropped: 'old' })
  expect(onAuthorised).not.toHaveBeenCalled()
  updateCorp.mockResolvedValue({ isNews: true })
  expect(await runJob(handler, 2, { corpId: 'c', payload })).toEqual({})
  expect(onAuthorised).toHaveBeenCalledExactlyOnceWith('c')
  expect(followHint).not.toHaveBeenCalled()
  const hint = { type: 'bpms_instance_change', bornAt: 1, data: {} }
  expect(await runJob(handler, 2, { corpId: 'c', payload: hint })).toEqual({})
  expect(followHint).toHaveBeenCalledOnce()
})
