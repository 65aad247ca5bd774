// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query'
import { screen } from '@testing-library/dom'
import { createRoot } from 'react-dom/client'
import { expect, it, vi } from 'vitest'
import { readinessQuery } from '#web/api/queries/readiness.ts'
import { testClient } from '#web/api/test-client.ts'
import { SignButton } from './sign-button.tsx'

it("opens a browser's tab in the task of the tap, without which browsers open none", async () => {
  const open = vi.fn(() => null)
  vi.stubGlobal('open', open)
  vi.stubGlobal('fetch', () => new Promise(() => {}))
  const client = testClient()
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  root.render(
    <QueryClientProvider client={client}>
      <SignButton taskId="PRO-1" offer="due" isSmall={false} onLaunch={() => {}} />
    </QueryClientProvider>,
  )
  const button = await vi.waitFor(() => screen.getByRole('button', { name: '去签署' }))
  // The code behind the button, which watches this query, has loaded.
  const { queryKey } = readinessQuery
  await expect.poll(() => client.getQueryCache().find({ queryKey })).toBeDefined()
  button.click()
  // React renders a tap in a microtask, which belongs to the tap's task.
  await Promise.resolve()
  expect(open).toHaveBeenCalledOnce()
  expect(button.isConnected).toBe(true)
  root.unmount()
})
