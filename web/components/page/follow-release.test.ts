// @vitest-environment happy-dom
import type { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { goneEvent } from '#web/api/http/fresh-files.ts'
import { Http } from '#web/api/http/http.ts'
import { testClient } from '#web/api/test-client.ts'
import { followRelease } from './follow-release.ts'
import { reloadEvent } from './use-hold-reload.ts'

const http = new Http('c1')
let client: QueryClient
/** The type of the file that the new page names. */
let fileType: string
let reload: ReturnType<typeof vi.spyOn>
let leaving: AbortController

const listen = globalThis.addEventListener

beforeEach(() => {
  // The page of a test hears nothing after it.
  const { signal } = (leaving = new AbortController())
  vi.stubGlobal('addEventListener', (type: string, heard: EventListener, options?: object) =>
    listen(type, heard, { ...options, signal }),
  )
  vi.useFakeTimers()
  sessionStorage.clear()
  document.head.innerHTML = '<meta name="release" content="ours">'
  document.body.innerHTML = ''
  const file = '/assets/app-1.js'
  vi.stubGlobal('fetch', (address: string) => {
    const type = address.endsWith(file) ? fileType : 'text/html'
    const page = `<meta content="/assets/files-0a1b.json"><script src="${file}"></script>`
    return Promise.resolve(new Response(page, { headers: { 'content-type': type } }))
  })
  fileType = 'text/javascript'
  reload = vi.spyOn(location, 'reload').mockImplementation(() => {})
  client = testClient({ http })
  http.release = null
  http.underWay = 0
})

afterEach(() => {
  leaving.abort()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** An answer comes from this build. */
function answer(release: string): void {
  http.release = release
  client.setQueryData(['any'], { at: Date.now() })
}

const wait = () => vi.advanceTimersByTimeAsync(10_000)

it('reloads once for another build, after the page was left alone', async () => {
  followRelease(client)
  answer('other')
  await vi.advanceTimersByTimeAsync(1500)
  dispatchEvent(new Event('pointerdown'))
  await vi.advanceTimersByTimeAsync(1500)
  expect(reload).not.toHaveBeenCalled()
  await wait()
  expect(reload).toHaveBeenCalledOnce()
  // The reloaded page may be of the build before, where the gateway or the device keeps it.
  client = testClient({ http })
  followRelease(client)
  answer('other')
  await wait()
  expect(reload).toHaveBeenCalledOnce()
  answer('third')
  await wait()
  expect(reload).toHaveBeenCalledTimes(2)
})

it('does not reload for its own build, nor for an answer that names none', async () => {
  followRelease(client)
  answer('ours')
  client.setQueryData(['any'], { at: 0 })
  http.release = null
  client.setQueryData(['any'], { at: 1 })
  await wait()
  expect(reload).not.toHaveBeenCalled()
})

it('does not reload while a gateway answers in the place of a file', async () => {
  followRelease(client)
  fileType = 'text/html'
  answer('other')
  await wait()
  expect(reload).not.toHaveBeenCalled()
  fileType = 'text/javascript'
  answer('other')
  await wait()
  expect(reload).toHaveBeenCalledOnce()
})

describe('does not reload, until it is over, while', () => {
  it('a call is under way', async () => {
    followRelease(client)
    http.underWay = 1
    answer('other')
    await wait()
    expect(reload).not.toHaveBeenCalled()
    http.underWay = 0
    await wait()
    expect(reload).toHaveBeenCalledOnce()
  })

  it.each([
    ['a field has text', '<textarea>甲</textarea>'],
    ['a sheet is open', '<div role="dialog" aria-modal="true"></div>'],
  ])('%s', async (_what, html) => {
    followRelease(client)
    document.body.innerHTML = html
    answer('other')
    await wait()
    expect(reload).not.toHaveBeenCalled()
    document.body.innerHTML = '<input type="radio" value="a"><textarea></textarea>'
    await wait()
    expect(reload).toHaveBeenCalledOnce()
  })

  it('a part of the page holds it', async () => {
    followRelease(client)
    const hold = (event: Event) => event.preventDefault()
    addEventListener(reloadEvent, hold)
    answer('other')
    await wait()
    expect(reload).not.toHaveBeenCalled()
    removeEventListener(reloadEvent, hold)
    await wait()
    expect(reload).toHaveBeenCalledOnce()
  })

  it('there is no network', async () => {
    const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    followRelease(client)
    answer('other')
    await wait()
    expect(reload).not.toHaveBeenCalled()
    onLine.mockReturnValue(true)
    await wait()
    expect(reload).toHaveBeenCalledOnce()
  })
})

describe('where a part is gone with its build', () => {
  const partIsGone = () => dispatchEvent(new CustomEvent(goneEvent, { detail: 'other' }))

  it('reloads once, although no answer told of the build', async () => {
    followRelease(client)
    partIsGone()
    await wait()
    partIsGone()
    await wait()
    expect(reload).toHaveBeenCalledOnce()
  })

  it('is held by text that would be lost, and by a field with the focus, not by text that is kept', async () => {
    followRelease(client)
    document.body.innerHTML = '<textarea>甲</textarea>'
    partIsGone()
    await wait()
    expect(reload).not.toHaveBeenCalled()
    const keep = (event: Event) => {
      if (event instanceof CustomEvent) event.detail.isTextKept = true
    }
    addEventListener(reloadEvent, keep)
    document.querySelector('textarea')?.focus()
    await wait()
    expect(reload).not.toHaveBeenCalled()
    document.querySelector('textarea')?.blur()
    await wait()
    expect(reload).toHaveBeenCalledOnce()
    removeEventListener(reloadEvent, keep)
  })

  it('text holds it where only an answer told of the build', async () => {
    followRelease(client)
    document.body.innerHTML = '<textarea>甲</textarea>'
    const keep = (event: Event) => {
      if (event instanceof CustomEvent) event.detail.isTextKept = true
    }
    addEventListener(reloadEvent, keep)
    answer('other')
    await wait()
    expect(reload).not.toHaveBeenCalled()
    removeEventListener(reloadEvent, keep)
  })
})
