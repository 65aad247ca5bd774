import { expect, it, vi } from 'vitest'
import type { FlowReading } from '#proxy/flows/read/flow-reading.ts'
import type { StoredFlow } from '#proxy/store/flows/flow-types.ts'
import { createFlowConfirmation } from './flow-confirmation.ts'

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

it.each([
  { was: 'remembered before the notice came', readAt: 20_000, isTold: false },
  { was: 'remembered since by somebody else', readAt: 30_500, isTold: true },
])('a reading that was $was is announced: $isTold', async ({ readAt, isTold }) => {
  const known: StoredFlow = {
    taskId: 'PRO-1',
    title: null,
    status: 'signing',
    statusCode: 1,
    initiator: { userId: null, ...initiator },
    deadline: null,
    nextStep: null,
    createdAt: null,
    firstSeenAt: 1,
    confirmedAt: readAt,
    startedHere: true,
    generation: '2.0',
  }
  const announceRead = vi.fn()
  const confirm = createFlowConfirmation({
    flows: { read: () => Promise.resolve(reading) },
    registry: {
      find: () => Promise.resolve(known),
      peopleOf: () => Promise.resolve([]),
      recordReading: () => Promise.resolve(true),
    },
    generation: '2.0',
    news: { announceRead },
    now: () => 31_000,
    monotonic: () => 1000,
  })
  // The notice arrived half a second ago.
  await confirm('c', 'PRO-1', 500)
  expect(announceRead).toHaveBeenCalledTimes(isTold ? 1 : 0)
})

it('a reading that began while the store was asked is accepted', async () => {
  let time = 1000
  const read = vi.fn(() => Promise.resolve(reading))
  const confirm = createFlowConfirmation({
    flows: { read },
    registry: {
      find: () => {
        time = 1020
        return Promise.resolve(null)
      },
      peopleOf: () => Promise.resolve([]),
      recordReading: () => Promise.resolve(true),
    },
    generation: '2.0',
    news: { announceRead: vi.fn() },
    now: () => time,
    monotonic: () => time,
  })
  await confirm('c', 'PRO-1', 1000)
  expect(read).toHaveBeenCalledExactlyOnceWith('c', 'PRO-1', 20)
})
