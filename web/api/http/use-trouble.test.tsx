// @vitest-environment happy-dom
import { act } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { expect, it, vi } from 'vitest'
import { offlineAt, useTrouble } from './use-trouble.ts'

function Note() {
  return <p>{useTrouble(null, 100) === null ? 'right' : 'old'}</p>
}

it('a network that goes before the drawn page is hydrated is told after that', async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  const root = document.createElement('div')
  root.innerHTML = renderToString(<Note />)
  offlineAt.set(200)
  const onRecoverableError = vi.fn()
  await act(async () => hydrateRoot(root, <Note />, { onRecoverableError }))
  expect(onRecoverableError).not.toHaveBeenCalled()
  expect(root.textContent).toBe('old')
})
