// @vitest-environment happy-dom
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { PullFrame } from './pull-frame.tsx'
import { PullToRefresh } from './pull-to-refresh.tsx'

const parts = vi.hoisted((): { arrive: (() => void) | null } => ({ arrive: null }))

vi.mock('#web/api/http/load-again.ts', () => ({
  loadAgain: () =>
    new Promise((resolve) => {
      parts.arrive = () => resolve({ PullFrame })
    }),
}))

let root: Root

beforeEach(async () => {
  vi.stubGlobal('ontouchstart', null)
  parts.arrive = null
  root = createRoot(document.body.appendChild(document.createElement('div')))
  root.render(
    <PullToRefresh onRefresh={() => Promise.resolve({ isError: false })}>
      <input />
    </PullToRefresh>,
  )
  await expect.poll(() => parts.arrive).not.toBeNull()
})

afterEach(() => root.unmount())

const field = () => document.querySelector('input')
const isPullable = () => field()?.closest('.adm-pull-to-refresh') !== null

/** Touches the content. @param fingers how many are on the screen then */
function touch(kind: string, fingers: number): void {
  const event = new Event(kind, { bubbles: true })
  field()?.dispatchEvent(Object.assign(event, { touches: Array.from({ length: fingers }) }))
}

async function partsArrive(): Promise<void> {
  parts.arrive?.()
  await expect.poll(() => document.querySelector('.adm-pull-to-refresh')).not.toBeNull()
}

it('can be pulled as soon as the animated file has arrived', async () => {
  expect(isPullable()).toBe(false)
  await partsArrive()
  expect(isPullable()).toBe(true)
})

it('moves nothing under a finger that was down before', async () => {
  touch('touchstart', 1)
  await partsArrive()
  expect(isPullable()).toBe(false)
  touch('touchend', 0)
  await expect.poll(isPullable).toBe(true)
})

it('moves no field that somebody types in', async () => {
  field()?.focus()
  await partsArrive()
  expect(isPullable()).toBe(false)
  field()?.blur()
  await expect.poll(isPullable).toBe(true)
})
