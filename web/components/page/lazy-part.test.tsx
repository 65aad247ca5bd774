// @vitest-environment happy-dom
import { screen } from '@testing-library/dom'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { lazyPart } from './lazy-part.tsx'

let leave = () => {}

beforeEach(() => {
  document.body.replaceChildren()
})

afterEach(() => leave())

function show(Part: ReturnType<typeof failingOnce>) {
  leave()
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  leave = () => root.unmount()
  root.render(<Part placeholder="in place" />)
}

/** A part whose file cannot be loaded at first. */
function failingOnce() {
  const load = vi.fn<() => Promise<() => string>>()
  load.mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValue(() => 'the part')
  return lazyPart(load, ({ onRetry }) => (
    <button type="button" onClick={() => void onRetry()}>
      again
    </button>
  ))
}

it('loads a part again with the next mount', async () => {
  const Part = failingOnce()
  show(Part)
  await screen.findByRole('button', { name: 'again' })
  show(Part)
  expect(await screen.findByText('the part')).toBeTruthy()
})

it('loads a part again when the network is back', async () => {
  show(failingOnce())
  await screen.findByRole('button', { name: 'again' })
  window.dispatchEvent(new Event('online'))
  expect(await screen.findByText('the part')).toBeTruthy()
})

it('loads a part again where somebody asks for it', async () => {
  show(failingOnce())
  const again = await screen.findByRole('button', { name: 'again' })
  again.click()
  expect(await screen.findByText('the part')).toBeTruthy()
})
