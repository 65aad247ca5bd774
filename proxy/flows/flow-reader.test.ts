import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Flow } from '../../shared/flow.ts'
import type { SealApproval } from '../../shared/seal-approval.ts'
import type { Signing } from '../../shared/signing.ts'
import { ProblemError } from '../problem.ts'
import { createFlowReader } from './flow-reader.ts'
import { toFlowView } from './flow-reading.ts'

const flow: Flow = {
  taskId: 'PRO-1',
  title: '合同',
  status: 'signing',
  statusCode: 1,
  initiator: { name: null, organization: null },
  logs: [],
}
const signers = [{ name: '李四', status: 'waiting' as const, statusCode: 0 }]
const signing: Signing = { ...flow, signers }
const noApprovals: SealApproval[] = []

function play() {
  return {
    getFlow: vi.fn(() => Promise.resolve(flow)),
    getSigners: vi.fn(() => Promise.resolve(signing)),
    getSealApprovals: vi.fn(() => Promise.resolve(noApprovals)),
  }
}

function readerOf(esign: ReturnType<typeof play>) {
  const log = { warn: vi.fn() }
  return { log, reader: createFlowReader({ esign, log, now: () => 7 }) }
}

afterEach(() => vi.useRealTimers())

describe('reading a flow', () => {
  it('brings signers and approvals along', async () => {
    const { reader } = readerOf(play())
    expect(toFlowView(await reader.read('c', 'PRO-1'), 'r')).toEqual({
      flow,
      signers: { ok: signers },
      registry: null,
      approvals: { ok: [] },
      fetchedAt: 7,
    })
  })

  it('costs upstream what one reader does, however many read at once', async () => {
    const esign = play()
    const { reader } = readerOf(esign)
    await Promise.all(Array.from({ length: 1000 }, () => reader.read('c', 'PRO-1')))
    for (const call of Object.values(esign)) expect(call).toHaveBeenCalledTimes(1)
    await reader.read('c', 'PRO-1')
    expect(esign.getFlow).toHaveBeenCalledTimes(2)
  })

  it('keeps corps apart', async () => {
    const esign = play()
    const { reader } = readerOf(esign)
    await Promise.all([reader.read('c', 'PRO-1'), reader.read('d', 'PRO-1')])
    expect(esign.getFlow.mock.calls).toEqual([
      ['c', 'PRO-1'],
      ['d', 'PRO-1'],
    ])
  })

  it('shows the flow although its signers cannot be read, and logs why', async () => {
    const esign = play()
    const failure = new ProblemError('upstream-unavailable', 'down')
    esign.getSigners.mockRejectedValue(failure)
    const { reader, log } = readerOf(esign)
    const view = toFlowView(await reader.read('c', 'PRO-1'), 'r-9')
    expect(view.signers).toMatchObject({
      problem: { code: 'upstream-unavailable', requestId: 'r-9' },
    })
    expect(view.approvals).toEqual({ ok: [] })
    expect(log.warn).toHaveBeenCalledWith(
      expect.objectContaining({ section: 'signers', err: failure }),
      expect.any(String),
    )
  })

  it('does not wait long for a part once the flow is there', async () => {
    vi.useFakeTimers()
    const esign = play()
    esign.getSealApprovals.mockReturnValue(new Promise(() => {}))
    const { reader } = readerOf(esign)
    const reading = reader.read('c', 'PRO-1')
    await vi.advanceTimersByTimeAsync(2000)
    expect(toFlowView(await reading, 'r').approvals).toMatchObject({
      problem: { code: 'upstream-timeout' },
    })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('fails as a whole when the flow itself cannot be read', async () => {
    const esign = play()
    esign.getFlow.mockRejectedValue(new ProblemError('flow-not-found', 'no'))
    esign.getSigners.mockRejectedValue(new ProblemError('flow-not-found', 'no'))
    await expect(readerOf(esign).reader.read('c', 'PRO-1')).rejects.toMatchObject({
      code: 'flow-not-found',
    })
  })
})
