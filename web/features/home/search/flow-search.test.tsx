// @vitest-environment happy-dom
import { fireEvent } from '@testing-library/dom'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, it, onTestFinished, vi } from 'vitest'
import { FlowSearch } from './flow-search.tsx'

/** The field, which shows the address's text, and what it asks for. */
function search() {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.useFakeTimers()
  const root = createRoot(document.body)
  onTestFinished(() => {
    act(() => root.unmount())
    vi.useRealTimers()
  })
  const asked: string[] = []
  const note = ({ q }: { q: string }) => asked.push(q)
  const draw = (q: string) =>
    act(() =>
      root.render(
        <FlowSearch q={q} onChange={note} isNarrow={false}>
          {null}
        </FlowSearch>,
      ),
    )
  draw('')
  const field = document.querySelector('input')
  if (field === null) throw new Error('no field')
  return { draw, field, asked }
}

const type = (field: HTMLInputElement, value: string) =>
  act(() => {
    fireEvent.input(field, { target: { value } })
  })

const ways = {
  'by a pause': () => vi.advanceTimersByTime(300),
  'by Enter': (field: HTMLInputElement) => fireEvent.keyDown(field, { code: 'Enter' }),
}

it.each(Object.entries(ways))(
  'keeps what was typed while the address followed the text before, asked for %s',
  (_, ask) => {
    const { draw, field, asked } = search()
    type(field, 'a')
    act(() => void ask(field))
    expect(asked).toEqual(['a'])
    type(field, 'ab')
    draw('a')
    expect(field.value).toBe('ab')
    act(() => void ask(field))
    expect(asked).toEqual(['a', 'ab'])
    draw('ab')
    draw('')
    expect(field.value).toBe('')
  },
)
