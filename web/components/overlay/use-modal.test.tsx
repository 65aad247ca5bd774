// @vitest-environment happy-dom
import { act, useCallback, useRef } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useModal } from './use-modal.ts'

function Dialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDivElement>(null)
  const findDialog = useCallback(() => dialog.current, [])
  useModal(findDialog, { isOpen: true, onClose, first: 'h2' })
  return (
    <div ref={dialog} role="dialog" aria-modal="true">
      <h2 tabIndex={-1}>Title</h2>
      <input />
    </div>
  )
}

let root: Root

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  root = createRoot(document.body.appendChild(document.createElement('div')))
})

afterEach(() => act(() => root.unmount()))

const nextFrame = () => new Promise<void>((done) => requestAnimationFrame(() => done()))

it('moves the focus into the dialog', async () => {
  act(() => root.render(<Dialog onClose={() => {}} />))
  await nextFrame()
  expect(document.activeElement?.tagName).toBe('H2')
})

it('leaves the focus in a field that somebody has tapped before', async () => {
  act(() => root.render(<Dialog onClose={() => {}} />))
  document.querySelector('input')?.focus()
  await nextFrame()
  expect(document.activeElement?.tagName).toBe('INPUT')
})

it('closes by Escape, but not by one that drops a candidate of an input method', () => {
  const onClose = vi.fn()
  act(() => root.render(<Dialog onClose={onClose} />))
  const press = (fields: Partial<KeyboardEvent>) => {
    const event = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })
    // happy-dom ignores these in the constructor's argument.
    for (const [field, value] of Object.entries(fields))
      Object.defineProperty(event, field, { value })
    document.querySelector('input')?.dispatchEvent(event)
  }
  press({ isComposing: true, keyCode: 229 })
  // As in Safari.
  press({ isComposing: false, keyCode: 229 })
  expect(onClose).not.toHaveBeenCalled()
  press({ isComposing: false, keyCode: 27 })
  expect(onClose).toHaveBeenCalledOnce()
})
