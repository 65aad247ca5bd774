// @vitest-environment happy-dom
import { QueryObserver } from '@tanstack/react-query'
import { atom } from 'nanostores'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { situationOf } from '#shared/rules/situation/situation-of.ts'
import { testClient } from '#web/api/test-client.ts'
import { flowQuery } from './flow-query.ts'

const client = testClient({ live: { isLive: atom(false), listen: () => () => {} } })

/** A completed flow whose signer has this status in e签宝. */
function viewOf(status: 'signed' | 'waiting'): FlowView {
  const initiator = { name: null, organization: null }
  const flow: FlowView['flow'] = {
    taskId: 'PRO-1',
    title: null,
    status: 'completed',
    statusCode: 2,
    initiator,
    logs: [],
  }
  const signers = [{ name: '李四', status, statusCode: 0 }]
  const situation = situationOf({ flow, signers, approvals: [] })
  const rest = { signers: { ok: signers }, approvals: { ok: [] }, registry: null }
  return { flow, ...rest, situation, fetchedAt: 1000 }
}

/** How often the page reads a flow that is shown for three hours. */
async function readsOf(view: FlowView): Promise<number> {
  const queryFn = vi.fn(() => Promise.resolve(view))
  const leave = new QueryObserver(client, { ...flowQuery('PRO-1'), queryFn }).subscribe(() => {})
  await vi.advanceTimersByTimeAsync(3 * 3_600_000)
  leave()
  return queryFn.mock.calls.length
}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  client.clear()
  vi.useRealTimers()
})

it('reads a completed flow no more', async () => {
  expect(await readsOf(viewOf('signed'))).toBe(1)
})

it('reads a completed flow some more times while somebody is shown as not having signed', async () => {
  const reads = await readsOf(viewOf('waiting'))
  expect(reads).toBeGreaterThan(5)
  expect(reads).toBeLessThan(30)
})
