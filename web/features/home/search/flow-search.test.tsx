// @vitest-environment happy-dom
import { fireEvent } from '@testing-library/dom'
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FlowSearch } from './flow-search.tsx'

let root: Root
let place: HTMLElement

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.useFakeTimers()
  place = document.createElement('div')
  document.body.append(place)
  root = createRoot(place)
})

afterEach(() => {
  act(() => root.unmount())
  place.remove()
  vi.useRealTimers()
})

const wanted: string[] = []
const note = ({ q }: { q: string }) => wanted.push(q)

/** Shows the field while the address has this text. */
const draw = (q: string) =>
  act(() =>
    root.render(
      <FlowSearch q={q} onChange={note} isNarrow={false}>
        {null}
      </FlowSearch>,
    ),
  )

function field(): HTMLInputElement {
  const input = place.querySelector('input')
  if (input === null) throw new Error('no field')
  return input
}

const type = (value: string) =>
  act(() => {
    fireEvent.input(field(), { target: { value } })
  })

/** Waits until the text has been asked for. */
const pause = () =>
  act(() => {
    vi.advanceTimersByTime(300)
  })

it('keeps what was typed before the address had the text before it, and follows it back', () => {
  draw('')
  type('a')
  pause()
  expect(wanted).toEqual(['a'])
  type('ab')
  draw('a')
  expect(field().value).toBe('ab')
  pause()
  expect(wanted).toEqual(['a', 'ab'])
  draw('ab')
  draw('')
  expect(field().value).toBe('')
})
