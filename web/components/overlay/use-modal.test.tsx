// @vitest-environment happy-dom
import { act, useCallback, useRef } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, it, vi } from 'vitest'
import { useModal } from './use-modal.ts'

function Dialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDivElement>(null)
  const findDialog = useCallback(() => dialog.current, [])
  useModal(findDialog, { isOpen: true, onClose, first: 'h2' })
  return (
    <div ref={dialog} role="dialog" aria-modal="true">
      <input />
    </div>
  )
}

it('closes by Escape, but not by one that drops a candidate of an input method', () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  const root = createRoot(document.body.appendChild(document.createElement('div')))
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
  act(() => root.unmount())
})
