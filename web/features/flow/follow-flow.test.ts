// @vitest-environment happy-dom
import { QueryObserver } from '@tanstack/react-query'
import { atom } from 'nanostores'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { testClient } from '#web/api/test-client.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { situationOf } from '#shared/rules/situation/situation-of.ts'
import type { ChangedEvent } from '#shared/rules/codes/live-event.ts'
import { followFlow } from './follow-flow.ts'

/** Sends a change to the page, like the proxy. */
let notify: (change: ChangedEvent) => void

vi.mock('./flow-query.ts', () => ({
  flowQuery: (taskId: string) => ({ queryKey: ['flow', taskId] }),
}))

const queryKey = ['flow', 'PRO-1']

/** Resolves the pending read with a flow that was read at this time. */
let answer: (fetchedAt: number) => void
const reads = vi.fn(
  () =>
    new Promise<FlowView>((resolve) => {
      answer = (fetchedAt) => resolve(viewOf(fetchedAt))
    }),
)

function viewOf(fetchedAt: number): FlowView {
  const flow: FlowView['flow'] = {
    taskId: 'PRO-1',
    title: null,
    status: 'signing',
    statusCode: 1,
    initiator: { name: null, organization: null },
    logs: [],
  }
  const situation = situationOf({ flow, signers: [], approvals: [] })
  const rest = { signers: { ok: [] }, approvals: { ok: [] }, registry: null }
  return { flow, ...rest, situation, fetchedAt }
}

const listen = (_taskId: string | null, onChanged: typeof notify) => {
  notify = onChanged
  return () => {}
}
const client = testClient({ live: { isLive: atom(false), listen } })
let leave: () => void

beforeEach(() => {
  client.setQueryData(queryKey, viewOf(1000))
  leave = new QueryObserver(client, { queryKey, queryFn: reads, staleTime: Infinity }).subscribe(
    () => {},
  )
  followFlow(client, 'PRO-1')
})

afterEach(() => {
  leave()
  client.clear()
  reads.mockClear()
})

const settled = () => new Promise((resolve) => setTimeout(resolve))

it('reads again for a change without a time, and for one later than the flow shown', async () => {
  notify({ taskId: 'PRO-1' })
  await vi.waitFor(() => expect(reads).toHaveBeenCalledTimes(1))
  answer(2000)
  await vi.waitFor(() => expect(client.getQueryData(queryKey)).toEqual(viewOf(2000)))
  notify({ taskId: 'PRO-1', readAt: 2001 })
  await vi.waitFor(() => expect(reads).toHaveBeenCalledTimes(2))
})

it('does not read again for a change that the flow shown contains', async () => {
  notify({ taskId: 'PRO-1', readAt: 1000 })
  await settled()
  expect(reads).not.toHaveBeenCalled()
})

it('reads again if the flow shown seems far newer, as after a clock was set back', async () => {
  client.setQueryData(queryKey, viewOf(600_000))
  notify({ taskId: 'PRO-1', readAt: 1000 })
  await vi.waitFor(() => expect(reads).toHaveBeenCalledTimes(1))
})

it('waits for the read in progress, and reads again only if it lacks the change', async () => {
  notify({ taskId: 'PRO-1' })
  await vi.waitFor(() => expect(reads).toHaveBeenCalledTimes(1))
  notify({ taskId: 'PRO-1', readAt: 2000 })
  notify({ taskId: 'PRO-1', readAt: 3000 })
  await settled()
  expect(reads).toHaveBeenCalledTimes(1)
  answer(2000)
  await vi.waitFor(() => expect(reads).toHaveBeenCalledTimes(2))
  answer(3000)
  await vi.waitFor(() => expect(client.getQueryData(queryKey)).toEqual(viewOf(3000)))
  await settled()
  expect(reads).toHaveBeenCalledTimes(2)
})

it('does not read while the page is hidden', async () => {
  const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  notify({ taskId: 'PRO-1' })
  await settled()
  expect(reads).not.toHaveBeenCalled()
  visibility.mockRestore()
})
