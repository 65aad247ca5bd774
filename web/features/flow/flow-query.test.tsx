// @vitest-environment happy-dom
import { QueryClientProvider, QueryObserver } from '@tanstack/react-query'
import { atom } from 'nanostores'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { situationOf } from '#shared/rules/situation/situation-of.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { sessionQuery } from '#web/api/session/session-query.ts'
import { testClient } from '#web/api/test-client.ts'
import { lisi } from '#web/api/test-sessions.ts'
import { flowQuery, useFlow } from './flow-query.ts'

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

describe('a read that has failed before its page is there', () => {
  const asked = vi.fn<typeof fetch>(() => Promise.reject(new Error('no network')))

  function FlowError() {
    const [{ error }] = useFlow('PRO-1')
    return error?.message ?? null
  }

  async function errorShownAfter(
    milliseconds: number,
    error: Error = new Error('refused'),
    beforeMount: () => unknown = () => {},
  ): Promise<string> {
    vi.stubGlobal('fetch', asked.mockClear())
    const failed = () => Promise.reject(error)
    await client.prefetchQuery({ ...flowQuery('PRO-1'), queryFn: failed, retry: false })
    await vi.advanceTimersByTimeAsync(milliseconds + 1)
    beforeMount()
    const page = document.createElement('div')
    const root = createRoot(page)
    flushSync(() =>
      root.render(
        <QueryClientProvider client={client}>
          <FlowError />
        </QueryClientProvider>,
      ),
    )
    const shown = page.textContent
    await vi.advanceTimersByTimeAsync(1)
    root.unmount()
    return shown
  }

  it('is shown and not asked for again', async () => {
    expect(await errorShownAfter(0)).toBe('refused')
    expect(asked).not.toHaveBeenCalled()
  })

  it('for want of a session is read again once another has begun', async () => {
    const signedOut = new ApiError('session-required', 'signed out')
    expect(await errorShownAfter(0, signedOut)).toBe('signed out')
    expect(asked).not.toHaveBeenCalled()
    await errorShownAfter(0, signedOut, () => client.setQueryData(sessionQuery.queryKey, lisi))
    expect(asked).toHaveBeenCalled()
  })

  it('is read again by a page that is opened later', async () => {
    await errorShownAfter(60_000)
    expect(asked).toHaveBeenCalled()
  })
})
