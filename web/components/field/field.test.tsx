// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { CheckRows } from './check-rows.tsx'
import { InputRow } from './input-row.tsx'
import { RadioRows } from './radio-rows.tsx'
import { SearchField } from './search-field.tsx'
import { SwitchRow } from './switch-row.tsx'

vi.mock('#web/i18n/words.ts', () => ({
  defineWords: ({ zh }: { zh: unknown }) => zh,
  useWords: (part: unknown) => part,
  words: { page: {} },
}))

let root: Root
let place: HTMLElement

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  place = document.createElement('div')
  document.body.append(place)
  root = createRoot(place)
})

afterEach(() => {
  act(() => root.unmount())
  place.remove()
})

const draw = (node: React.ReactNode) => act(() => root.render(node))
const all = <Kind extends Element>(selector: string) => [...place.querySelectorAll<Kind>(selector)]

const options = [
  { value: 'a', label: '甲' },
  { value: 'b', label: '乙' },
] as const

it('gives all radios of a group one name, also those added later', () => {
  const group = (shown: readonly { value: 'a' | 'b'; label: string }[]) => (
    <RadioRows label="选择" options={shown} value="a" onChange={() => {}} />
  )
  draw(group(options.slice(0, 1)))
  draw(group(options))
  const names = all<HTMLInputElement>('input').map(({ name }) => name)
  expect(names).toHaveLength(2)
  expect(names[0]).not.toBe('')
  expect(new Set(names).size).toBe(1)
})

it('reports which radio was chosen', () => {
  const onChange = vi.fn()
  draw(<RadioRows label="选择" options={options} value="a" onChange={onChange} />)
  act(() => all<HTMLInputElement>('input')[1]?.click())
  expect(onChange).toHaveBeenCalledExactlyOnceWith('b')
})

it('tells a tap from arrow keys that pass an option', () => {
  const onPick = vi.fn()
  draw(<RadioRows label="选择" options={options} value="a" onChange={() => {}} onPick={onPick} />)
  const [first, second] = all<HTMLInputElement>('input')
  const press = (type: string, key: string) =>
    act(() => {
      first?.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true }))
    })
  // Browsers click the option to which an arrow key leads.
  press('keydown', 'ArrowDown')
  act(() => second?.click())
  press('keyup', 'ArrowDown')
  expect(onPick).not.toHaveBeenCalled()
  press('keydown', 'Enter')
  expect(onPick).toHaveBeenLastCalledWith('a')
  act(() => second?.click())
  expect(onPick).toHaveBeenLastCalledWith('b')
  // Also what is chosen already.
  act(() => first?.click())
  expect(onPick.mock.calls).toEqual([['a'], ['b'], ['a']])
})

it('adds and removes what is checked', () => {
  const onChange = vi.fn()
  draw(<CheckRows label="选择" options={options} value={['a']} onChange={onChange} />)
  act(() => all<HTMLInputElement>('input')[1]?.click())
  act(() => all<HTMLInputElement>('input')[0]?.click())
  expect(onChange.mock.calls).toEqual([[['a', 'b']], [[]]])
})

it('links a field to its note and its rule with aria-describedby', () => {
  const row = (rule: string | null) => (
    <InputRow
      id="name"
      label="姓名"
      note="全名"
      rule={rule}
      value=""
      onChange={() => {}}
      required
    />
  )
  draw(row('请填写姓名'))
  const field = place.querySelector('input')
  expect(field?.getAttribute('aria-describedby')).toBe('name-note name-rule')
  expect(field?.getAttribute('aria-invalid')).toBe('true')
  expect(field?.getAttribute('aria-required')).toBe('true')
  expect(place.querySelector('[role=alert]')?.textContent).toBe('请填写姓名')
  draw(row(null))
  expect(field?.getAttribute('aria-describedby')).toBe('name-note')
  expect(field?.hasAttribute('aria-invalid')).toBe(false)
  expect(place.querySelector('[role=alert]')).toBeNull()
})

it('gives the name of a search to its form and its input only, in another language too', () => {
  const named = (label: string) => all(`[aria-label="${label}"]`).map(({ tagName }) => tagName)
  draw(<SearchField label="搜索组织" value="" onChange={() => {}} />)
  expect(named('搜索组织')).toEqual(['FORM', 'INPUT'])
  draw(<SearchField label="Search organisations" value="" onChange={() => {}} />)
  expect(named('Search organisations')).toEqual(['FORM', 'INPUT'])
})

it.each([' ', 'Enter'])('the key "%s" toggles a switch, other keys do not', (key) => {
  const onChange = vi.fn()
  draw(<SwitchRow label="按顺序签署" checked={false} onChange={onChange} />)
  const control = place.querySelector('[role=switch]')
  const press = (pressed: string) =>
    act(() => {
      control?.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true }))
    })
  press('a')
  expect(onChange).not.toHaveBeenCalled()
  press(key)
  expect(onChange).toHaveBeenCalledExactlyOnceWith(true)
})
