// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const { relList } = document.createElement('link')
const never = new Promise<void>(() => {})

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Object.getPrototypeOf(relList), 'supports').mockReturnValue(true)
  document.head.innerHTML = ['libraries', 'react', 'app']
    .map((part) => `<link rel="later" data-part="${part}">`)
    .join('')
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** @param pageMs how long the page took to arrive */
function arrivedWithin(pageMs: number, transferSize = 20_300): void {
  class Timing {
    responseStart = 400
    responseEnd = 400 + pageMs
    encodedBodySize = 20_000
    transferSize = transferSize
  }
  vi.stubGlobal('PerformanceResourceTiming', Timing)
  const page: object = new Timing()
  // The rest of the entry is not read.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue([page as PerformanceResourceTiming])
}

function fetched(): (string | undefined)[] {
  const links = document.querySelectorAll<HTMLLinkElement>('link[rel=modulepreload]')
  return [...links].map(({ dataset }) => dataset['part'])
}

it('React waits for the answer, and the app until the proxy has been asked', async () => {
  arrivedWithin(60)
  const { preloadApp } = await import('./preload-parts.ts')
  let ask = () => {}
  let answer = () => {}
  const asked = new Promise<void>((resolve) => (ask = resolve))
  const answered = new Promise<void>((resolve) => (answer = resolve))
  preloadApp(asked, answered)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(fetched()).toEqual([])
  ask()
  await vi.advanceTimersByTimeAsync(200)
  expect(fetched()).toEqual(['app'])
  answer()
  await vi.advanceTimersByTimeAsync(0)
  expect(fetched()).toEqual(['react', 'app'])
})

it('a fast line fetches both as soon as the proxy has been asked', async () => {
  arrivedWithin(10)
  const { preloadApp } = await import('./preload-parts.ts')
  preloadApp(Promise.resolve(), never)
  expect(fetched()).toEqual([])
  await vi.advanceTimersByTimeAsync(0)
  expect(fetched()).toEqual(['react', 'app'])
})

it.each([
  ['has not arrived completely', -400, 20_300],
  ['was cached', 1, 300],
])('a page that %s does not count as fast', async (_, pageMs, transferSize) => {
  arrivedWithin(pageMs, transferSize)
  const { preloadApp } = await import('./preload-parts.ts')
  preloadApp(Promise.resolve(), never)
  await vi.advanceTimersByTimeAsync(0)
  expect(fetched()).toEqual([])
})

it('React does not wait for a slow proxy', async () => {
  const { preloadApp } = await import('./preload-parts.ts')
  preloadApp(Promise.resolve(), never)
  await vi.advanceTimersByTimeAsync(1000)
  expect(fetched()).toEqual(['react', 'app'])
})

it('a page that asks for no flow fetches both at once', async () => {
  const { preloadApp } = await import('./preload-parts.ts')
  preloadApp(null, never)
  expect(fetched()).toEqual(['react', 'app'])
})
