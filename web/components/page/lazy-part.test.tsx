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

/** A part whose first load fails, also with fresh files. */
function failingOnce() {
  const load = vi.fn<() => Promise<() => string>>()
  load
    .mockRejectedValueOnce(new TypeError('Failed to fetch'))
    .mockRejectedValueOnce(new TypeError('Failed to fetch'))
    .mockResolvedValue(() => 'the part')
  return lazyPart(load, ({ onRetry }) => (
    <button type="button" onClick={() => void onRetry()}>
      again
    </button>
  ))
}

const again = () => vi.waitFor(() => screen.getByRole('button', { name: 'again' }))

it('loads a part once more with fresh files before it says that it is not there', async () => {
  const file = `${location.origin}/assets/part-1.js`
  const fetched = vi.fn<typeof fetch>(() => Promise.resolve(new Response('')))
  vi.stubGlobal('fetch', fetched)
  const load = vi.fn<() => Promise<() => string>>()
  load.mockRejectedValueOnce(new TypeError(`no such module: ${file}`))
  load.mockResolvedValue(() => 'the part')
  show(lazyPart(load))
  await expect.poll(() => document.body.textContent).toBe('the part')
  expect(fetched.mock.calls).toEqual([[file, expect.objectContaining({ cache: 'no-cache' })]])
})

it('loads a part again with the next mount', async () => {
  const Part = failingOnce()
  show(Part)
  await again()
  show(Part)
  await expect.poll(() => document.body.textContent).toBe('the part')
})

it('loads a part again when the network is back', async () => {
  show(failingOnce())
  await again()
  window.dispatchEvent(new Event('online'))
  await expect.poll(() => document.body.textContent).toBe('the part')
})

it('loads a part again where somebody asks for it', async () => {
  show(failingOnce())
  const button = await again()
  button.click()
  await expect.poll(() => document.body.textContent).toBe('the part')
})
