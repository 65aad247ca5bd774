import { expect, it, vi } from 'vitest'
import type { FlowReading } from '#proxy/flows/read/flow-reading.ts'
import { createFlowConfirmation } from './flow-confirmation.ts'

it('takes a reading that began while the store was asked', async () => {
  let time = 1000
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
    monotonic: () => time,
  })
  await confirm('c', 'PRO-1', 1000)
  expect(read).toHaveBeenCalledExactlyOnceWith('c', 'PRO-1', 20)
})
