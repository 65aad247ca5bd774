import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Flow } from '#shared/rules/flow.ts'
import type { SealApproval } from '#shared/rules/seal-approval.ts'
import type { Signing } from '#shared/schemas/flow/signing.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { BegunReading, SeenFlow } from '#proxy/base/store/flows/flow-types.ts'
import { createFlowReader } from './flow-reader.ts'

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

let time: number
/** How far the wall clock was set ahead. */
let shift: number

/** Number of the last reading that started. */
let began = 0

const seen: SeenFlow = { state: null, version: null, order: null, activeAt: null }

const beginNext = () => Promise.resolve({ order: (began += 1), seen })

function readerOf(esign: ReturnType<typeof play>, begin = beginNext) {
  const log = { warn: vi.fn() }
  const forgetCalls = vi.fn()
  return {
    log,
    forgetCalls,
    reader: createFlowReader({
      esign,
      log,
      now: () => time + shift,
      monotonic: () => time,
      begin,
      forgetCalls,
    }),
  }
}

beforeEach(() => {
  time = 7
  shift = 0
})

afterEach(() => vi.useRealTimers())

describe('reading a flow', () => {
  it('includes signers and approvals', async () => {
    const { reader } = readerOf(play())
    const reading = { flow, signers, approvals: [], fetchedAt: 7, order: began + 1, seen }
    expect(await reader.read('c', 'PRO-1')).toEqual(reading)
  })

  it('costs upstream one read, however many people read at once', async () => {
    const esign = play()
    const { reader } = readerOf(esign)
    await Promise.all(Array.from({ length: 1000 }, () => reader.read('c', 'PRO-1')))
    for (const call of Object.values(esign)) expect(call).toHaveBeenCalledTimes(1)
  })

  it('gets its number before upstream is asked', async () => {
    const esign = play()
    let numberIt = (_begun: BegunReading) => {}
    const { reader } = readerOf(esign, () => new Promise((resolve) => (numberIt = resolve)))
    const reading = reader.read('c', 'PRO-1')
    await Promise.resolve()
    expect(esign.getFlow).not.toHaveBeenCalled()
    numberIt({ order: 42, seen })
    expect((await reading).order).toBe(42)
  })

  it('works without a number when the store gives none', async () => {
    const { reader, log } = readerOf(play(), () => Promise.reject(new Error('away')))
    expect((await reader.read('c', 'PRO-1')).order).toBeNull()
    expect(log.warn).toHaveBeenCalledTimes(1)
  })

  it('separates corps', async () => {
    const esign = play()
    const { reader } = readerOf(esign)
    await Promise.all([reader.read('c', 'PRO-1'), reader.read('d', 'PRO-1')])
    expect(esign.getFlow.mock.calls).toEqual([
      ['c', 'PRO-1'],
      ['d', 'PRO-1'],
    ])
  })

  it('shows the flow without its signers when these cannot be read, and logs why', async () => {
    const esign = play()
    const failure = new ProblemError('upstream-unavailable', 'down')
    esign.getSigners.mockRejectedValue(failure)
    const { reader, log } = readerOf(esign)
    expect(await reader.read('c', 'PRO-1')).toMatchObject({ signers: failure, approvals: [] })
    expect(log.warn).toHaveBeenCalledWith(
      expect.objectContaining({ section: 'signers', err: failure }),
      expect.any(String),
    )
  })

  it('waits only briefly for a part once the flow has been read', async () => {
    vi.useFakeTimers()
    const esign = play()
    esign.getSealApprovals.mockReturnValue(new Promise(() => {}))
    const { reader, forgetCalls } = readerOf(esign)
    const reading = reader.read('c', 'PRO-1')
    await vi.advanceTimersByTimeAsync(2000)
    expect((await reading).approvals).toMatchObject({ code: 'upstream-timeout' })
    expect(vi.getTimerCount()).toBe(0)
    // A later reading would join the call that still runs.
    expect(forgetCalls).toHaveBeenCalledWith('c')
  })

  it('takes it for deleted where only its signers say so', async () => {
    const esign = play()
    const deleted = { status: 'deleted', statusCode: 6 } as const
    esign.getSigners.mockResolvedValue({ ...signing, ...deleted })
    const { reader } = readerOf(esign)
    expect((await reader.read('c', 'PRO-1')).flow).toEqual({ ...flow, ...deleted })
    esign.getFlow.mockRejectedValue(new ProblemError('flow-not-found', 'no'))
    expect((await reader.read('d', 'PRO-1')).flow).toEqual({ ...flow, ...deleted })
    esign.getFlow.mockRejectedValue(new ProblemError('upstream-unavailable', 'down'))
    await expect(reader.read('e', 'PRO-1')).rejects.toMatchObject({ code: 'upstream-unavailable' })
  })

  it('fails when the flow itself cannot be read', async () => {
    const esign = play()
    esign.getFlow.mockRejectedValue(new ProblemError('flow-not-found', 'no'))
    esign.getSigners.mockRejectedValue(new ProblemError('flow-not-found', 'no'))
    await expect(readerOf(esign).reader.read('c', 'PRO-1')).rejects.toMatchObject({
      code: 'flow-not-found',
    })
  })
})

/** Delays calls of `getFlow` until they are answered, in order. */
function hold(esign: ReturnType<typeof play>) {
  const answers: ((flow: Flow) => void)[] = []
  esign.getFlow.mockImplementation(() => new Promise((resolve) => answers.push(resolve)))
  return async (index: number, status: Flow['status']) => {
    await vi.waitFor(() => expect(answers.length).toBeGreaterThan(index))
    answers[index]?.({ ...flow, status })
  }
}

describe('a reading', () => {
  it('is reused for 2.5 seconds', async () => {
    const esign = play()
    const { reader } = readerOf(esign)
    const first = await reader.read('c', 'PRO-1')
    time += 2400
    expect(await reader.read('c', 'PRO-1')).toBe(first)
    await reader.read('d', 'PRO-1')
    await reader.read('c', 'PRO-2')
    expect(esign.getFlow).toHaveBeenCalledTimes(3)
    time += 200
    expect(await reader.read('c', 'PRO-1')).toMatchObject({ fetchedAt: 2607 })
    expect(esign.getFlow).toHaveBeenCalledTimes(4)
  })

  it('keeps its age when the wall clock is set back', async () => {
    const esign = play()
    const { reader } = readerOf(esign)
    await reader.read('c', 'PRO-1')
    shift = -10 * 60_000
    time += 1001
    await reader.read('c', 'PRO-1', 1000)
    expect(esign.getFlow).toHaveBeenCalledTimes(2)
    time += 2501
    await reader.read('c', 'PRO-1')
    expect(esign.getFlow).toHaveBeenCalledTimes(3)
  })

  it('is neither reused nor joined by a caller who needs a newer one', async () => {
    const esign = play()
    const { reader, forgetCalls } = readerOf(esign)
    await reader.read('c', 'PRO-1')
    time += 1500
    expect(await reader.read('c', 'PRO-1', 1500)).toMatchObject({ fetchedAt: 7 })
    const answer = hold(esign)
    const older = reader.read('c', 'PRO-1', 1000)
    time += 500
    const joined = reader.read('c', 'PRO-1', 1000)
    await vi.waitFor(() => expect(esign.getFlow).toHaveBeenCalledTimes(2))
    expect(forgetCalls).not.toHaveBeenCalled()
    const newer = reader.read('c', 'PRO-1', 400)
    expect(forgetCalls).toHaveBeenCalledWith('c')
    await answer(1, 'completed')
    await answer(0, 'signing')
    expect(await joined).toBe(await older)
    expect(await newer).toMatchObject({ flow: { status: 'completed' } })
    expect(await reader.read('c', 'PRO-1')).toBe(await newer)
  })

  it('is dropped when something happens to the flow', async () => {
    const esign = play()
    const { reader, forgetCalls } = readerOf(esign)
    const [one, other] = [await reader.read('c', 'PRO-1'), await reader.read('c', 'PRO-2')]
    reader.forget('c', 'PRO-1')
    expect(forgetCalls).toHaveBeenCalledWith('c')
    expect(await reader.read('c', 'PRO-1')).not.toBe(one)
    expect(await reader.read('c', 'PRO-2')).toBe(other)
    const elsewhere = await reader.read('d', 'PRO-1')
    reader.forgetCorp('c')
    expect(forgetCalls).toHaveBeenLastCalledWith('c')
    expect(await reader.read('c', 'PRO-2')).not.toBe(other)
    expect(await reader.read('d', 'PRO-1')).toBe(elsewhere)
    reader.forgetAll()
    expect(forgetCalls).toHaveBeenLastCalledWith()
    expect(await reader.read('d', 'PRO-1')).not.toBe(elsewhere)
  })

  it.each(['one flow', 'the corp', 'all flows'])(
    'that began before something happened to %s is neither joined nor reused',
    async (which) => {
      const esign = play()
      const answer = hold(esign)
      const { reader } = readerOf(esign)
      const before = reader.read('c', 'PRO-1')
      if (which === 'one flow') reader.forget('c', 'PRO-1')
      else if (which === 'the corp') reader.forgetCorp('c')
      else reader.forgetAll()
      const after = reader.read('c', 'PRO-1')
      await answer(1, 'completed')
      expect(await after).toMatchObject({ flow: { status: 'completed' } })
      await answer(0, 'signing')
      expect(await before).toMatchObject({ flow: { status: 'signing' } })
      expect(await reader.read('c', 'PRO-1')).toBe(await after)
    },
  )

  it('that started before a change is not cached, even if there was no reading since', async () => {
    const esign = play()
    const answer = hold(esign)
    const { reader } = readerOf(esign)
    const before = reader.read('c', 'PRO-1')
    reader.forget('c', 'PRO-1')
    await answer(0, 'signing')
    await before
    const after = reader.read('c', 'PRO-1')
    await answer(1, 'completed')
    expect(await after).toMatchObject({ flow: { status: 'completed' } })
  })

  it('stays cached when the change came from an equally new reading', async () => {
    const esign = play()
    const { reader } = readerOf(esign)
    const kept = await reader.read('c', 'PRO-1')
    reader.forget('c', 'PRO-1', 7)
    expect(await reader.read('c', 'PRO-1')).toBe(kept)
    const answer = hold(esign)
    const inFlight = reader.read('d', 'PRO-1')
    reader.forget('d', 'PRO-1', 7)
    const joined = reader.read('d', 'PRO-1')
    await answer(0, 'signing')
    expect(await joined).toBe(await inFlight)
    for (const corp of ['c', 'd']) {
      reader.forget(corp, 'PRO-1', 8)
      void reader.read(corp, 'PRO-1')
    }
    await vi.waitFor(() => expect(esign.getFlow).toHaveBeenCalledTimes(4))
  })

  it('that failed is retried at once', async () => {
    const esign = play()
    esign.getFlow.mockRejectedValueOnce(new ProblemError('upstream-unavailable', 'down'))
    const { reader } = readerOf(esign)
    await expect(reader.read('c', 'PRO-1')).rejects.toThrow('down')
    expect(await reader.read('c', 'PRO-1')).toMatchObject({ flow })
  })
})
