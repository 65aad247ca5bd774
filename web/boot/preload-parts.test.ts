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

afterEach(() => vi.useRealTimers())

function fetched(): (string | undefined)[] {
  const links = document.querySelectorAll<HTMLLinkElement>('link[rel=modulepreload]')
  return [...links].map(({ dataset }) => dataset['part'])
}

it('React waits for the answer, and the app until the proxy has been asked', async () => {
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
