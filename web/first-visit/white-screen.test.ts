// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchWhiteScreen } from './white-screen.ts'

vi.mock('#web/dingtalk/platform.ts', () => ({ dingTalkPlatform: null }))

let sent: unknown[]

beforeEach(() => {
  sent = []
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  vi.spyOn(Math, 'random').mockReturnValue(0.2)
  document.head.innerHTML = '<meta name="release" content="abc" />'
  const take = (_path: string, body: string) => sent.push(JSON.parse(body))
  vi.stubGlobal('navigator', { webdriver: false, sendBeacon: take })
})

afterEach(() => {
  vi.useRealTimers()
  performance.clearMarks()
  document.body.innerHTML = ''
})

it('reports a page without a heading after eight seconds', () => {
  watchWhiteScreen()
  vi.advanceTimersByTime(7999)
  expect(sent).toEqual([])
  vi.advanceTimersByTime(1)
  expect(sent).toEqual([{ client: 'browser', release: 'abc', isNew: true, isWhite: true }])
  expect(performance.getEntriesByName('white')).toHaveLength(1)
})

it('reports no page with one', () => {
  watchWhiteScreen()
  document.body.innerHTML = '<h1>合同</h1>'
  vi.advanceTimersByTime(8000)
  expect(sent).toEqual([])
})

it.each([
  ['three of four pages', () => vi.spyOn(Math, 'random').mockReturnValue(0.25)],
  ['a browser under test', () => vi.stubGlobal('navigator', { webdriver: true })],
])('leaves out %s', (_which, make) => {
  make()
  watchWhiteScreen()
  vi.advanceTimersByTime(8000)
  expect(sent).toEqual([])
  expect(performance.getEntriesByName('sampled')).toEqual([])
})
