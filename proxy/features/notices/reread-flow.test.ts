import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { FlowReader } from '#proxy/features/flows/read/flow-reader.ts'
import type { FlowReading } from '#proxy/features/flows/read/flow-reading.ts'
import { UpstreamRefusal } from '#proxy/upstream/dingtalk/client/upstream-refusal.ts'
import { esignProblem } from '#proxy/upstream/esign/wire/refusals.ts'
import type { FlowStore, StoredFlow } from '#proxy/base/store/flows/flow-types.ts'
import { createRereadFlow } from './reread-flow.ts'

const initiator = { name: null, organization: null }
const flow = {
  taskId: 'PRO-1',
  title: null,
  status: 'signing' as const,
  statusCode: 1,
  initiator,
  logs: [],
}
const reading: FlowReading = { flow, signers: [], approvals: [], fetchedAt: 1005, order: 1 }

const known: StoredFlow = {
  taskId: 'PRO-1',
  title: null,
  status: 'signing',
  statusCode: 1,
  initiator: { userId: null, ...initiator },
  deadline: null,
  nextStep: null,
  signed: null,
  createdAt: null,
  firstSeenAt: 1,
  lastLogAt: null,
  confirmedAt: 20_000,
  startedHere: true,
}

const seen = { state: null, version: null, order: null, activeAt: null }

const registry = {
  find: () => Promise.resolve<StoredFlow | null>(known),
  peopleOf: () => Promise.resolve([]),
  beginReading: () => Promise.resolve({ order: 7, seen }),
  recordReading: () => Promise.resolve(true),
}

const announceRead = vi.fn()
const parts = {
  flows: { read: () => Promise.resolve(reading) },
  registry,
  news: { announceRead },
  now: () => 31_000,
  monotonic: () => 1000,
}

beforeEach(() => announceRead.mockClear())

it.each([
  { was: 'remembered before the notice came', readAt: 20_000, isAnnounced: false },
  { was: 'remembered since by somebody else', readAt: 30_500, isAnnounced: true },
])('a reading that was $was is announced: $isAnnounced', async ({ readAt, isAnnounced }) => {
  const find = () => Promise.resolve({ ...known, confirmedAt: readAt })
  const reread = createRereadFlow({ ...parts, registry: { ...registry, find } })
  // The notice arrived half a second ago.
  await reread('c', 'PRO-1', 500)
  // A page that shows the remembered reading need not read again.
  expect(announceRead.mock.calls).toEqual(isAnnounced ? [['c', 'PRO-1', readAt]] : [])
})

it('a reading that differs from what was remembered since is announced', async () => {
  const find = vi.fn(() => Promise.resolve({ ...known, confirmedAt: 30_500 }))
  find.mockResolvedValueOnce({ ...known, title: '借款合同', confirmedAt: 30_500 })
  const reread = createRereadFlow({ ...parts, registry: { ...registry, find } })
  await reread('c', 'PRO-1', 500)
  expect(announceRead).toHaveBeenCalledExactlyOnceWith('c', 'PRO-1', reading.fetchedAt)
})

it('a reading older than what is remembered is announced, as who stored that may not have', async () => {
  const recordReading = () => Promise.resolve(false)
  const reread = createRereadFlow({ ...parts, registry: { ...registry, recordReading } })
  await expect(reread('c', 'PRO-1', 500)).rejects.toThrow('not the one that is remembered')
  expect(announceRead).toHaveBeenCalledExactlyOnceWith('c', 'PRO-1', reading.fetchedAt)
})

describe('a flow that e签宝 does not know', () => {
  const refusal = (code: string) =>
    new UpstreamRefusal({ code, message: '流程信息不存在', requestId: null, requiredScopes: [] })
  const gone = esignProblem('flow-not-found', refusal('flowNotExists'))
  const generalRefusal = esignProblem('flow-not-found', refusal('requestParamError'))
  const read = vi.fn<FlowReader['read']>()
  const recordReading = vi.fn<FlowStore['recordReading']>(() => Promise.resolve(true))

  function rereadOf(confirmedAt: number | null, firstSeenAt = 1) {
    read.mockReset().mockRejectedValue(gone)
    recordReading.mockClear()
    const find = () => Promise.resolve({ ...known, confirmedAt, firstSeenAt })
    const flows = { read }
    return createRereadFlow({
      ...parts,
      flows,
      registry: { ...registry, find, recordReading },
    })
  }

  it('is stored as deleted if it was known before, and announced', async () => {
    await expect(rereadOf(20_000)('c', 'PRO-1', 500)).rejects.toBe(gone)
    expect(recordReading).toHaveBeenCalledExactlyOnceWith(
      'c',
      expect.objectContaining({ taskId: 'PRO-1', status: 'deleted', readAt: 31_000, order: 7 }),
    )
    expect(announceRead).toHaveBeenCalledExactlyOnceWith('c', 'PRO-1', 31_000)
  })

  it('is stored as it is when it is known again a moment later', async () => {
    const reread = rereadOf(20_000)
    read.mockRejectedValueOnce(gone).mockResolvedValueOnce(reading)
    await expect(reread('c', 'PRO-1', 500)).resolves.toBe(reading)
    expect(read).toHaveBeenLastCalledWith('c', 'PRO-1', 0)
    expect(recordReading).toHaveBeenCalledExactlyOnceWith(
      'c',
      expect.objectContaining({ status: 'signing' }),
    )
  })

  it.each([
    ['was started a moment ago', gone, null, 30_000],
    ['is refused by a general code', generalRefusal, 20_000, 1],
  ])('stays as it is when it %s', async (_why, error, confirmedAt, firstSeenAt) => {
    const reread = rereadOf(confirmedAt, firstSeenAt)
    read.mockRejectedValue(error)
    await expect(reread('c', 'PRO-1', 500)).rejects.toBe(error)
    expect(read).toHaveBeenCalledOnce()
    expect(recordReading).not.toHaveBeenCalled()
  })

  it('is stored as deleted a week after it was started, if it was never read', async () => {
    const reread = rereadOf(null, 31_000 - 8 * 24 * 60 * 60_000)
    await expect(reread('c', 'PRO-1', 500)).rejects.toBe(gone)
    expect(recordReading).toHaveBeenCalledOnce()
  })
})

it('a reading that began while the store was asked is accepted', async () => {
  let time = 1000
  const read = vi.fn(() => Promise.resolve(reading))
  const find = () => {
    time = 1020
    return Promise.resolve(null)
  }
  const clock = () => time
  const reread = createRereadFlow({
    ...parts,
    flows: { read },
    registry: { ...registry, find },
    now: clock,
    monotonic: clock,
  })
  await reread('c', 'PRO-1', 1000)
  expect(read).toHaveBeenCalledExactlyOnceWith('c', 'PRO-1', 20)
})
