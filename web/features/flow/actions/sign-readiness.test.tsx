// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query'
import { atom } from 'nanostores'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, it, vi } from 'vitest'
import type { ChangedEvent } from '#shared/rules/codes/live-event.ts'
import { readinessQuery } from '#web/api/queries/readiness.ts'
import { testClient } from '#web/api/test-client.ts'
import { SignReadiness } from './sign-readiness.tsx'

vi.mock('#web/widgets/readiness/readiness-card.tsx', () => ({ ReadinessCard: () => null }))

it('is read again when the corp has changed, and not for changes of the flow', async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  const notify = new Map<string | null, (change: ChangedEvent) => void>()
  const client = testClient({
    live: {
      isLive: atom(false),
      listen(taskId, onChanged) {
        notify.set(taskId, onChanged)
        return () => {}
      },
    },
  })
  const root = createRoot(document.body)
  act(() =>
    root.render(
      <QueryClientProvider client={client}>
        <SignReadiness taskId="PRO-1" />
      </QueryClientProvider>,
    ),
  )
  // It listens to no flow but the page's.
  expect([...notify.keys()]).toEqual(['PRO-1'])
  const invalidated = vi.spyOn(client, 'invalidateQueries')
  notify.get('PRO-1')?.({ taskId: 'PRO-1' })
  notify.get('PRO-1')?.({ taskId: null })
  await vi.waitFor(() =>
    expect(invalidated).toHaveBeenCalledWith({ queryKey: readinessQuery.queryKey }),
  )
  // The organisation, its readiness, and what failed: all three by the second change.
  expect(invalidated).toHaveBeenCalledTimes(3)
  act(() => root.unmount())
})
