// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest'
import { replayTap, recordTaps } from './first-tap.ts'

let root: HTMLElement
const tapped = vi.fn<(text: string | null) => void>()

beforeEach(() => {
  tapped.mockReset()
  root = document.createElement('div')
  root.innerHTML = '<button>one</button><a href="/two"><b>two</b></a><p>three</p>'
  document.body.append(root)
  root.addEventListener('click', ({ target }) => {
    if (target instanceof Element) tapped(target.textContent)
  })
  recordTaps(root)
})

function tap(selector: string): boolean {
  const event = new MouseEvent('click', { bubbles: true, cancelable: true })
  root.querySelector(selector)?.dispatchEvent(event)
  return event.defaultPrevented
}

it('replays only the last tap', () => {
  expect(tap('button')).toBe(true)
  expect(tap('b')).toBe(true)
  expect(tapped).not.toHaveBeenCalled()
  replayTap(root)
  expect(tapped.mock.calls).toEqual([['two']])
  tap('button')
  expect(tapped).toHaveBeenLastCalledWith('one')
})

it('ignores elements that do nothing by themselves', () => {
  expect(tap('p')).toBe(false)
  expect(tapped).toHaveBeenCalledWith('three')
})

it('forgets a tap whose button is gone', () => {
  tap('button')
  root.querySelector('button')?.remove()
  replayTap(root)
  expect(tapped).not.toHaveBeenCalled()
})
