// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query'
import { atom } from 'nanostores'
import { act } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { expect, it, vi } from 'vitest'
import { testClient } from '#web/api/test-client.ts'
import { useTrouble } from './use-trouble.ts'

const offlineAt = atom(0)
const client = testClient({ offlineAt })

function Note() {
  return <p>{useTrouble(null, 100) === null ? 'right' : 'old'}</p>
}

function Page() {
  return (
    <QueryClientProvider client={client}>
      <Note />
    </QueryClientProvider>
  )
}

it('a network that goes before the drawn page is hydrated is told after that', async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  const root = document.createElement('div')
  root.innerHTML = renderToString(<Page />)
  offlineAt.set(200)
  const onRecoverableError = vi.fn()
  await act(async () => hydrateRoot(root, <Page />, { onRecoverableError }))
  expect(onRecoverableError).not.toHaveBeenCalled()
  expect(root.textContent).toBe('old')
})
