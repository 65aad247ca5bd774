// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, it, vi } from 'vitest'
import { Announcer } from './announcer.tsx'
import { announce } from './announcement.ts'

it('reads a text out again that was said a moment ago', () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  act(() => root.render(<Announcer />))
  const region = document.querySelector('[role="status"]')
  act(() => announce('已复制'))
  const first = region?.firstElementChild
  expect(first?.textContent).toBe('已复制')
  act(() => announce('已复制'))
  // Screen readers announce nodes that are added to the region.
  expect(first?.isConnected).toBe(false)
  expect(region?.textContent).toBe('已复制')
  expect(document.querySelector('[role="status"]')).toBe(region)
  act(() => root.unmount())
})
